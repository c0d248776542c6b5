package io.atelier.bench;

import java.io.PrintStream;

/** A line for each of a known number of processes: what it measures, and when it has ended, what came out. */
public final class Progress {

    private final PrintStream out;
    private final int total;
    private int current;

    public Progress(PrintStream out, int total) {
        this.out = out;
        this.total = total;
    }

    public void begin(String what) {
        current++;
        out.printf("[%d/%d] %s ... ", current, total, what);
        out.flush();
    }

    public void end(String result) {
        out.println(result);
    }
}
