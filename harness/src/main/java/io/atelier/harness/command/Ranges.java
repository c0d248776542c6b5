package io.atelier.harness.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Refuses numbers that an option must not have. */
final class Ranges {

    private Ranges() {}

    static void require(CommandSpec command, String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    command.commandLine(), option + " must be from " + least + " to " + most + ", but is " + value);
        }
    }
}
