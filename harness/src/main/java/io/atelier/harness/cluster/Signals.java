package io.atelier.harness.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that Java itself cannot send. */
public final class Signals {

    private Signals() {}

    /** Holds a process where it is, all threads at once; its connections stay open. */
    public static void freeze(long pid) throws InterruptedException {
        send("-STOP", pid);
    }

    /** Lets a frozen process go on; any other is not disturbed. */
    public static void thaw(long pid) throws InterruptedException {
        send("-CONT", pid);
    }

    private static void send(String signal, long pid) throws InterruptedException {
        try {
            // A process that has ended meanwhile needs no signal.
            new ProcessBuilder("kill", signal, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run kill " + signal, e);
        }
    }
}
