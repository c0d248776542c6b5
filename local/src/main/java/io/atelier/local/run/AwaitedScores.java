package io.atelier.local.run;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Notices that the last scores of a run do not come: its trials have ended, but the evaluator says nothing new. */
final class AwaitedScores {

    private final Duration patience;
    private final LongSupplier clock;
    private FetchedResults last;
    private long changed;

    /**
     * For one run.
     *
     * @param patience how long nothing new may come
     * @param clock in nanoseconds
     */
    AwaitedScores(Duration patience, LongSupplier clock) {
        this.patience = patience;
        this.clock = clock;
    }

    /** Takes the results as they are now; returns whether it is in vain to wait for more. */
    boolean areInVain(FetchedResults now) {
        if (!now.equals(last)) {
            last = now;
            changed = clock.getAsLong();
        }
        return !now.complete()
                && now.trials().stream().allMatch(FetchedResults.Trial::hasEnded)
                && clock.getAsLong() - changed >= patience.toNanos();
    }
}
