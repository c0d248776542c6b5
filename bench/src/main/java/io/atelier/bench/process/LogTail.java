package io.atelier.bench.process;

import java.util.List;

/** The last lines of what a process said, as far as a message may be long. */
public final class LogTail {

    private static final int LINES = 15;

    private LogTail() {}

    public static String of(List<String> lines) {
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }
}
