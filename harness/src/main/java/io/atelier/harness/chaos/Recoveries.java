package io.atelier.harness.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Measures how soon, and from which batch, a trial that lost its trainer goes on. Thread-safe. */
final class Recoveries {

    /**
     * A trial that went on.
     *
     * @param kind of the fault
     * @param took from the fault to the next batch that was trained
     * @param repeated batches that were trained a second time
     */
    record Recovery(FaultKind kind, String trial, Duration took, long repeated) {}

    /** A trial that has not gone on yet. */
    private record Loss(FaultKind kind, long pid, long steps, long nanos) {}

    private final Map<String, Loss> losses = new HashMap<>();
    private final List<Recovery> recoveries = new ArrayList<>();

    /** A second loss before the trial has gone on lengthens the first. */
    synchronized void lost(FaultKind kind, Sighting last, long nanos) {
        if (last.isTraining()) {
            losses.compute(
                    last.trial(),
                    (trial, before) -> before == null
                            ? new Loss(kind, last.pid(), last.steps(), nanos)
                            : new Loss(
                                    before.kind(), last.pid(), Math.max(before.steps(), last.steps()), before.nanos()));
        }
    }

    synchronized void seen(Sighting sighting) {
        Loss loss = sighting.trial() == null ? null : losses.get(sighting.trial());
        if (loss == null || loss.pid() == sighting.pid() || !sighting.isTraining() || !sighting.hasTrained()) {
            return;
        }
        losses.remove(sighting.trial());
        // The first batch after the loss has been trained: it went on from one before, at the latest.
        long repeated = Math.max(0, loss.steps() - (sighting.steps() - 1));
        recoveries.add(new Recovery(
                loss.kind(), sighting.trial(), Duration.ofNanos(sighting.nanos() - loss.nanos()), repeated));
    }

    /** Trials that have ended need no trainer any more. */
    synchronized void forget(Predicate<String> hasEnded) {
        losses.keySet().removeIf(hasEnded);
    }

    synchronized List<Recovery> all() {
        return List.copyOf(recoveries);
    }
}
