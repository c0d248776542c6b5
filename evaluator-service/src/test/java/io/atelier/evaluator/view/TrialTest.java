package io.atelier.evaluator.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.halving.Halving;
import io.atelier.contract.halving.Rung;
import io.atelier.contract.message.Failure;
import io.atelier.contract.message.TestTrials;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialState;
import io.atelier.evaluator.Samples;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialTest {

    private static final TrialDefinition DEFINITION = Samples.definition("run", "fashion-mnist");
    private static final TrialDefinition COMPETING = TestTrials.competing(DEFINITION, new Halving(3, 3, 9));
    private static final String ID = DEFINITION.trial();
    private static final String OTHER = "f".repeat(64);

    @Test
    void shouldIgnoreAQueuedEventThatIsOlderThanTheTrialsStart() {
        Trial trial = Trial.unknown(ID)
                .with(TrialEvent.running(DEFINITION, Samples.NOON, "trainer-1", 1, 0))
                .with(TrialEvent.queued(DEFINITION, Samples.NOON.minusSeconds(1)));

        assertThat(trial.event().state()).isEqualTo(TrialState.RUNNING);
        assertThat(trial.created()).isEqualTo(Samples.NOON.minusSeconds(1));
    }

    /** Whoever lets it go on may have a clock that is behind. */
    @Test
    void shouldNotPauseForeverByAClockThatIsBehind() {
        Trial trial = Trial.unknown(ID)
                .with(paused(Samples.NOON))
                .with(TrialEvent.queued(COMPETING, Samples.NOON.minusSeconds(1), 1, 3)
                        .after(paused(Samples.NOON).rungs()));

        assertThat(trial.event().state()).isEqualTo(TrialState.QUEUED);
    }

    /** With the time of its end, if the planner's clock is behind. */
    @Test
    void shouldGoOnAfterItsEndWhenItIsGivenMoreEpochs() {
        TrialDefinition two = TestTrials.extensible(DEFINITION).withEpochs(2);
        TrialDefinition four = two.withEpochs(4);
        Trial ended = Trial.unknown(ID)
                .with(Samples.metrics(ID, 1, true))
                .with(Samples.metrics(ID, 2, true))
                .with(Samples.evaluation(ID, 2))
                .with(TrialEvent.ended(two, Samples.NOON, "trainer-1", 1, Samples.result(2, 2)));

        Trial waiting = ended.with(TrialEvent.queued(four, Samples.NOON, 1, 2));

        assertThat(ended.isComplete()).isTrue();
        assertThat(waiting.isComplete()).isFalse();
        assertThat(waiting.definition()).contains(four);
        assertThat(waiting.bestEpoch()).hasValue(2);
        assertThat(waiting.lastScored()).isEqualTo(2);
        Trial longer = waiting.with(Samples.metrics(ID, 3, true))
                .with(Samples.metrics(ID, 4, true))
                .with(Samples.evaluation(ID, 4))
                .with(TrialEvent.ended(four, Samples.NOON, "trainer-1", 2, Samples.result(4, 4)));
        assertThat(longer.isComplete()).isTrue();
        assertThat(longer.bestEpoch()).hasValue(4);
    }

    @Test
    void shouldBeCompleteWhenItIsPrunedAndEvaluatedButNotWhileItWaits() {
        Trial waiting = Trial.unknown(ID)
                .with(Samples.metrics(ID, 1, true))
                .with(Samples.metrics(ID, 2, true))
                .with(Samples.metrics(ID, 3, true))
                .with(Samples.evaluation(ID, 3))
                .with(paused(Samples.NOON));

        assertThat(waiting.hasEnded()).isFalse();
        assertThat(waiting.isComplete()).isFalse();
        assertThat(waiting.bestEvaluation()).isPresent();
        assertThat(waiting.with(paused(Samples.NOON).pruned(Samples.NOON)).isComplete())
                .isTrue();
    }

    private static TrialEvent paused(Instant at) {
        return TrialEvent.paused(COMPETING, at, "trainer-1", 1, Samples.result(3, 3), List.of(new Rung(3, 0.4)));
    }

    @Test
    void shouldTakeTheLatestBestEpochAsTheBest() {
        Trial trial = Trial.unknown(ID)
                .with(Samples.metrics(ID, 1, true))
                .with(Samples.metrics(ID, 2, true))
                .with(Samples.metrics(ID, 3, false));

        assertThat(trial.bestEpoch()).hasValue(2);
        assertThat(trial.bestUpTo(1)).hasValue(1);
        assertThat(Trial.unknown(ID).bestEpoch()).isEmpty();
    }

    /** Would catch a view that grows with every evaluation, or drops the one that the results need. */
    @Test
    void shouldKeepWholeEvaluationsFromTheBestEpochOn() {
        Trial trial = Trial.unknown(ID);
        for (int epoch = 1; epoch <= 4; epoch++) {
            trial = trial.with(Samples.evaluation(ID, epoch));
        }
        assertThat(trial.evaluations()).hasSize(4);

        trial = trial.with(TrialEvent.running(DEFINITION, Samples.NOON, "trainer-1", 1, 4))
                .with(Samples.metrics(ID, 1, true))
                .with(Samples.metrics(ID, 3, true));

        assertThat(trial.evaluations()).containsOnlyKeys(3, 4);
        assertThat(trial.scores()).containsOnlyKeys(1, 2, 3, 4);
        assertThat(trial.bestEvaluation())
                .hasValueSatisfying(best -> assertThat(best.epoch()).isEqualTo(3));
    }

    /** A run of this name was trained on other images before: 0.5 is the accuracy of those weights. */
    @Test
    void shouldNotShowAScoreOfOtherParameters() {
        Trial trial = Trial.unknown(ID)
                .with(Samples.evaluation(ID, 1, OTHER))
                .with(Samples.metrics(ID, 1, true))
                .with(TrialEvent.ended(DEFINITION, Samples.NOON, "trainer-1", 1, Samples.result(1, 1)));

        assertThat(trial.score(1)).isEmpty();
        assertThat(trial.bestEvaluation()).isEmpty();
        assertThat(trial.isComplete()).isFalse();
        assertThat(trial.isEvaluated(1, Samples.SHA256)).as("is to be scored").isFalse();
        assertThat(trial.isEvaluated(1, OTHER)).isTrue();
        assertThat(trial.isReplaced(1, OTHER)).isTrue();

        Trial scored = trial.with(Samples.evaluation(ID, 1));

        assertThat(scored.score(1))
                .hasValueSatisfying(score -> assertThat(score.paramsSha256()).isEqualTo(Samples.SHA256));
        assertThat(scored.bestEvaluation()).isPresent();
        assertThat(scored.isComplete()).isTrue();
    }

    /** The same weights, but tested on other images: a name that was used again with another number of test images. */
    @Test
    void shouldNotShowAScoreOnOtherTestImages() {
        TrialDefinition hundred = TestTrials.trial(
                "run",
                1,
                "fmnist_3",
                1,
                "report",
                50,
                5,
                DEFINITION.train(),
                DEFINITION.validation(),
                Samples.testStream("fashion-mnist", 100));

        Trial trial = Trial.unknown(ID)
                .with(Samples.evaluation(ID, 1))
                .with(Samples.metrics(ID, 1, true))
                .with(TrialEvent.ended(hundred, Samples.NOON, "trainer-1", 1, Samples.result(1, 1)));

        assertThat(trial.bestEvaluation()).isEmpty();
        assertThat(trial.isEvaluated(1, Samples.SHA256)).isFalse();
    }

    /** Of a removed trial of this name remain three epochs, the last the best; the new one has finished one. */
    @Test
    void shouldNotCountEpochsThatTheLatestEventDoesNotKnow() {
        Trial trial = Trial.unknown(ID);
        for (int epoch = 1; epoch <= 3; epoch++) {
            trial = trial.with(Samples.metrics(ID, epoch, true, epoch == 1 ? Samples.SHA256 : OTHER))
                    .with(Samples.evaluation(ID, epoch, epoch == 1 ? Samples.SHA256 : OTHER));
        }

        trial = trial.with(TrialEvent.running(DEFINITION, Samples.NOON, "trainer-1", 1, 1));

        assertThat(trial.epochs()).containsOnlyKeys(1);
        assertThat(trial.bestEpoch()).hasValue(1);
        assertThat(trial.lastScored()).isEqualTo(1);
        assertThat(trial.bestEvaluation())
                .hasValueSatisfying(best -> assertThat(best.epoch()).isEqualTo(1));
    }

    @Test
    void shouldBeCompleteWhenItHasEndedAndItsLastEpochIsEvaluated() {
        Trial trial = Trial.unknown(ID)
                .with(Samples.metrics(ID, 1, true))
                .with(Samples.metrics(ID, 2, false))
                .with(Samples.evaluation(ID, 1));
        Trial ended = trial.with(TrialEvent.ended(DEFINITION, Samples.NOON, "trainer-1", 1, Samples.result(2, 1)));

        assertThat(trial.isComplete()).as("still training").isFalse();
        assertThat(ended.isComplete()).as("epoch 2 is not evaluated").isFalse();
        assertThat(ended.with(Samples.evaluation(ID, 2)).isComplete()).isTrue();
    }

    @Test
    void shouldNotWaitForAnEvaluationThatWasPassedOver() {
        Trial trial = Trial.unknown(ID)
                .with(Samples.metrics(ID, 1, true))
                .with(Samples.metrics(ID, 2, true))
                .with(Samples.evaluation(ID, 2))
                .with(TrialEvent.ended(DEFINITION, Samples.NOON, "trainer-1", 1, Samples.result(2, 2)));

        assertThat(trial.isComplete()).isTrue();
    }

    @Test
    void shouldBeCompleteWhenItFailedBeforeItsFirstEpoch() {
        Failure failure = new Failure(Failure.Code.DATA_UNAVAILABLE, "no batches came");

        Trial trial = Trial.unknown(ID).with(TrialEvent.failed(DEFINITION, Samples.NOON, "trainer-1", 1, 0, failure));

        assertThat(trial.isComplete()).isTrue();
    }
}
