package io.atelier.trainer.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.halving.Halving;
import io.atelier.contract.halving.Rung;
import io.atelier.contract.message.Failure;
import io.atelier.contract.message.TestTrials;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialResult;
import io.atelier.trainer.training.Trials;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContestsTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final Contests.Stuck TWO_OF_THREE = new Contests.Stuck("r", 1, 2, 3);

    private final Contests contests = new Contests();

    @Test
    void shouldSayOnceThatTrialsWaitForOthersThatAreGone() {
        contests.accept(paused("a", 0.1));
        contests.accept(paused("b", 0.2));

        assertThat(contests.decisions()).isEmpty();
        assertThat(contests.newlyStuck()).containsExactly(TWO_OF_THREE);
        assertThat(contests.newlyStuck()).isEmpty();
    }

    @Test
    void shouldSayItAlsoWhenTheOtherIsRemovedLaterOrHasEnded() {
        contests.accept(paused("a", 0.1));
        contests.accept(failed("b"));
        contests.accept(TrialEvent.queued(trial("c"), NOW));
        assertThat(contests.newlyStuck()).isEmpty();

        contests.remove("r.c.s1");

        assertThat(contests.newlyStuck()).containsExactly(TWO_OF_THREE);
    }

    @Test
    void shouldSayNothingWhileOneOfThemIsQueuedOrTrained() {
        contests.accept(paused("a", 0.1));
        contests.accept(TrialEvent.queued(trial("b"), NOW));
        assertThat(contests.newlyStuck()).isEmpty();

        contests.accept(TrialEvent.running(trial("b"), NOW, "t", 1, 0));
        assertThat(contests.newlyStuck()).isEmpty();
    }

    @Test
    void shouldSayNothingOfTrialsThatCanBeDecided() {
        contests.accept(paused("a", 0.1));
        contests.accept(paused("b", 0.2));
        contests.accept(paused("c", 0.3));

        assertThat(contests.decisions()).hasSize(3);
        assertThat(contests.newlyStuck()).isEmpty();
    }

    @Test
    void shouldSayNothingWhereNobodyWaits() {
        contests.accept(failed("a"));

        assertThat(contests.newlyStuck()).isEmpty();
    }

    /** Once more, since it is not the same: one comes back, then that one waits as well, and now another is gone. */
    @Test
    void shouldSayAgainWhenItHasChanged() {
        contests.accept(paused("a", 0.1));
        assertThat(contests.newlyStuck()).containsExactly(new Contests.Stuck("r", 1, 1, 3));

        contests.accept(TrialEvent.queued(trial("b"), NOW));
        assertThat(contests.newlyStuck()).isEmpty();
        contests.accept(paused("b", 0.2));

        assertThat(contests.newlyStuck()).containsExactly(TWO_OF_THREE);
    }

    private static TrialEvent paused(String configuration, double valLoss) {
        TrialResult result = new TrialResult(1, 1, 2, 100, "0".repeat(64));
        return TrialEvent.paused(trial(configuration), NOW, "t", 1, result, List.of(new Rung(1, valLoss)));
    }

    private static TrialEvent failed(String configuration) {
        return TrialEvent.failed(
                trial(configuration), NOW, "t", 1, 0, new Failure(Failure.Code.OUT_OF_MEMORY, "too large"));
    }

    private static TrialDefinition trial(String configuration) {
        TrialDefinition trial = Trials.of(
                "r",
                configuration,
                TestTrials.architecture("tiny"),
                Trials.recipe(
                        "{\"batch_size\": 32, \"epochs\": 3, \"holdout\": {\"kind\": \"tail\", \"fraction\": 0.25}}"),
                192);
        return TestTrials.competing(trial, new Halving(2, 1, 3));
    }
}
