package io.atelier.trainer.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.message.Failure;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.trainer.training.Outcome;
import io.atelier.trainer.training.Trials;
import org.junit.jupiter.api.Test;

class TrialLimitTest {

    private final TrialDefinition trial = Trials.plain("run", "fmnist_3", 64, 32, 1);
    private final StopSignal stop = new StopSignal();

    @Test
    void shouldAskToStopAfterTheLastTrial() {
        TrialLimit limit = new TrialLimit(3, stop);

        limit.onOutcome(trial, new Outcome.Ended());
        limit.onOutcome(trial, Outcome.failed(Failure.Code.INTERNAL, "it broke"));
        assertThat(stop.getAsBoolean()).isFalse();
        assertThat(limit.isReached()).isFalse();
        limit.onOutcome(trial, new Outcome.Paused());

        assertThat(stop.getAsBoolean()).isTrue();
        assertThat(limit.isReached()).isTrue();
    }

    /** Would catch a job that ends without a trial of its own. */
    @Test
    void shouldNotCountATrialThatGoesOnElsewhere() {
        TrialLimit limit = new TrialLimit(1, stop);

        limit.onOutcome(trial, new Outcome.Lost());
        limit.onOutcome(trial, new Outcome.Stopped());

        assertThat(stop.getAsBoolean()).isFalse();
        assertThat(limit.isReached()).isFalse();
    }

    @Test
    void shouldNeverEndWithoutALimit() {
        TrialLimit limit = new TrialLimit(0, stop);

        limit.onOutcome(trial, new Outcome.Ended());
        stop.request();

        assertThat(limit.isReached()).isFalse();
    }
}
