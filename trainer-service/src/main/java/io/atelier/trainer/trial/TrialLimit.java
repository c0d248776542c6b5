package io.atelier.trainer.trial;

import io.atelier.contract.message.TrialDefinition;
import io.atelier.trainer.training.Outcome;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks the trainer to stop after a number of trials. Counted are those that were trained here to an end, a pause or a
 * failure; not those that go on elsewhere or were no longer to be trained.
 */
public final class TrialLimit implements TrialObserver {

    private final AtomicInteger trained = new AtomicInteger();
    private final int most;
    private final StopSignal stop;

    /** @param most how many trials; 0: any number */
    public TrialLimit(int most, StopSignal stop) {
        this.most = most;
        this.stop = stop;
    }

    @Override
    public void onOutcome(TrialDefinition trial, Outcome outcome) {
        boolean goesOnElsewhere = outcome instanceof Outcome.Stopped || outcome instanceof Outcome.Lost;
        if (!goesOnElsewhere && trained.incrementAndGet() == most) {
            stop.request();
        }
    }

    /** Whether there were as many trials as may be. */
    public boolean isReached() {
        return most > 0 && trained.get() >= most;
    }
}
