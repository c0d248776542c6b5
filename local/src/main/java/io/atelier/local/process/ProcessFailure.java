package io.atelier.local.process;

import java.nio.file.Path;
import java.util.List;

/** A child process that died for good. */
public final class ProcessFailure extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LINES = 20;

    public ProcessFailure(String what, Path log) {
        super(message(what, log, LogTail.read(log, LINES)));
    }

    private static String message(String what, Path log, List<String> lines) {
        return what + ". The end of its log, " + log + ":\n  " + String.join("\n  ", lines);
    }
}
