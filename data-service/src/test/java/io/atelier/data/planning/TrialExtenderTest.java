package io.atelier.data.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.message.Failure;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialResult;
import io.atelier.contract.message.TrialState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What follows the latest event of a trial that gets more epochs. */
class TrialExtenderTest {

    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant NOW = THEN.plusSeconds(60);
    private static final String HASH = "0".repeat(64);

    private final TrialDefinition trial = trial();
    private final TrialDefinition longer = trial.withEpochs(4);

    @Test
    void shouldQueueATrialThatCompletedOrIsNotThereYet() {
        List<TrialEvent> latest = List.of(
                TrialEvent.ended(trial, THEN, "one", 3, new TrialResult(2, 1, 9, 9, HASH)),
                TrialEvent.running(trial, THEN, "one", 3, 1),
                TrialEvent.queued(trial, THEN, 3, 1),
                TrialEvent.queued(trial, THEN));

        assertThat(latest).allSatisfy(event -> assertThat(TrialExtender.after(event, longer, NOW))
                .contains(TrialEvent.queued(longer, NOW, event.attempt(), event.epoch())));
    }

    /** The evaluator takes a QUEUED that is older than what it knows for old news. */
    @Test
    void shouldNotBeOlderThanWhatItFollowsByAClockThatIsBehind() {
        TrialEvent completed = TrialEvent.ended(trial, NOW, "one", 1, new TrialResult(2, 2, 9, 9, HASH));

        assertThat(TrialExtender.after(completed, longer, THEN).orElseThrow().at())
                .isEqualTo(NOW);
    }

    @Test
    void shouldKeepTheEndOfATrialThatWasStoppedEarlyOrFailed() {
        TrialEvent stopped = TrialEvent.ended(trial, THEN, "one", 1, new TrialResult(1, 1, 9, 9, HASH));
        TrialEvent failed =
                TrialEvent.failed(trial, THEN, "one", 1, 1, new Failure(Failure.Code.NON_FINITE_LOSS, "NaN"));

        for (TrialEvent end : List.of(stopped, failed)) {
            TrialEvent next = TrialExtender.after(end, longer, NOW).orElseThrow();
            assertThat(next.definition()).isEqualTo(longer);
            assertThat(next)
                    .usingRecursiveComparison()
                    .ignoringFields("definition")
                    .isEqualTo(end);
        }
        assertThat(stopped.state()).isEqualTo(TrialState.EARLY_STOPPED);
    }

    @Test
    void shouldLeaveATrialAloneThatSomeoneElseHasExtended() {
        assertThat(TrialExtender.after(TrialEvent.queued(longer, THEN), longer, NOW))
                .isEmpty();
        assertThat(TrialExtender.after(TrialEvent.queued(trial.withEpochs(6), THEN), longer, NOW))
                .isEmpty();
    }

    private static TrialDefinition trial() {
        try {
            return Requests.plan(
                            Requests.planner("fashion-mnist", 60_000, 10_000),
                            "{'architectures': ['fmnist_3'], 'epochs': 2, 'extensible': true}")
                    .trials()
                    .get(0);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
