package io.atelier.local.command;

import io.atelier.contract.definition.InvalidDefinitionException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** What commands say of a file with a definition that they can't use. */
public final class DefinitionFile {

    private DefinitionFile() {}

    /** Tells all faults, one a line, with the file; null: none was given. Returns the exit code. */
    public static int faulty(Path file, InvalidDefinitionException faults, PrintWriter err) {
        String place = file == null ? "atelier" : file.toString();
        faults.faults().forEach(fault -> err.println(place + ": " + fault));
        err.flush();
        return 2;
    }

    /** Tells why there is no {@code what} to be had from it, such as "an experiment". Returns the exit code. */
    public static int unreadable(Path file, String what, IOException cause, PrintWriter err) {
        err.println("atelier: Expected " + what + " in " + file + ", but can't read it (" + cause + ")");
        err.flush();
        return 1;
    }
}
