package io.atelier.harness.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecoveriesTest {

    private static final long SECOND = 1_000_000_000;

    private final Recoveries recoveries = new Recoveries();

    @Test
    void shouldMeasureUpToTheNextTrainedBatch() {
        recoveries.lost(FaultKind.KILL_TRAINER, training(1, 2, 5, true, 0), SECOND);
        recoveries.seen(training(2, 2, 2, false, 3 * SECOND));
        recoveries.seen(training(2, 2, 3, true, 4 * SECOND));

        assertThat(recoveries.all())
                .containsExactly(new Recoveries.Recovery(FaultKind.KILL_TRAINER, "t", Duration.ofSeconds(3), 3));
    }

    @Test
    void shouldNotTakeAFrozenTrainersWordForARecovery() {
        recoveries.lost(FaultKind.FREEZE_TRAINER, training(1, 2, 5, true, 0), SECOND);
        recoveries.seen(training(1, 2, 6, true, 4 * SECOND));

        assertThat(recoveries.all()).isEmpty();
    }

    @Test
    void shouldCountFromTheFirstOfTwoLosses() {
        recoveries.lost(FaultKind.KILL_TRAINER, training(1, 2, 5, true, 0), SECOND);
        recoveries.lost(FaultKind.STOP_TRAINER, training(2, 2, 4, false, 0), 5 * SECOND);
        recoveries.seen(training(3, 2, 5, true, 9 * SECOND));

        assertThat(recoveries.all())
                .containsExactly(new Recoveries.Recovery(FaultKind.KILL_TRAINER, "t", Duration.ofSeconds(8), 1));
    }

    private static Sighting training(long pid, int epoch, int batch, boolean hasTrained, long nanos) {
        return new Sighting("trainer-service-" + pid, pid, "t", "TRAINING", epoch, batch, 10, hasTrained, nanos);
    }
}
