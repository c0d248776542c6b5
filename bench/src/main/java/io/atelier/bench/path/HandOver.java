package io.atelier.bench.path;

import io.atelier.engine.kernel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What it costs to share a piece of work: until the other thread has begun, and until its end is known. */
final class HandOver {

    private static final int ROUNDS = 2000;
    private static final long MOST_NANOS = 5_000_000_000L;

    private HandOver() {}

    /**
     * Seconds with two threads, as quick as one time in ten: on a busy machine the rest says how busy it is. Needs two
     * processors, and leaves the engine with two threads.
     */
    static double measure() {
        Workers.use(2);
        List<Double> seconds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            AtomicInteger begun = new AtomicInteger();
            long before = System.nanoTime();
            Workers.forEach(2, (unit, scratch) -> {
                begun.incrementAndGet();
                awaitBoth(begun, before);
            });
            seconds.add((System.nanoTime() - before) / 1e9);
        }
        return seconds.stream().sorted().toList().get(ROUNDS / 10);
    }

    /** Else the thread that begins first would do both units, and nothing would be handed over. */
    private static void awaitBoth(AtomicInteger begun, long since) {
        while (begun.get() < 2) {
            if (System.nanoTime() - since > MOST_NANOS) {
                throw new IllegalStateException("Expected two threads at work, but one has waited for seconds");
            }
            Thread.onSpinWait();
        }
    }
}
