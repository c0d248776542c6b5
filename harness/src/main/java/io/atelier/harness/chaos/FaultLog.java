package io.atelier.harness.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints what happens as it happens. Thread-safe. */
final class FaultLog {

    private final PrintStream out;
    private final long start = System.nanoTime();
    private final List<Entry> entries = new ArrayList<>();

    /**
     * What was done to one process.
     *
     * @param seconds since the start
     * @param number of the fault; several entries of one fault have the same
     * @param doing what the process was doing
     */
    record Entry(double seconds, int number, String kind, String target, String doing) {}

    FaultLog(PrintStream out) {
        this.out = out;
    }

    synchronized void fault(int number, FaultKind kind, String target, String doing) {
        entries.add(new Entry(Math.round(seconds() * 10) / 10.0, number, kind.label(), target, doing));
        say(String.format(Locale.ROOT, "%4d  %-30s %s: %s", number, kind.label(), target, doing));
    }

    synchronized void say(String line) {
        Duration at = Duration.ofNanos(System.nanoTime() - start);
        out.printf(
                Locale.ROOT, "%02d:%02d.%d  %s%n", at.toMinutes(), at.toSecondsPart(), at.toMillisPart() / 100, line);
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }
}
