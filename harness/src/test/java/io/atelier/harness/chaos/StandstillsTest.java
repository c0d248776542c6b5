package io.atelier.harness.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandstillsTest {

    private static final long SECOND = 1_000_000_000;

    private final Standstills standstills = new Standstills();

    /** Would catch a standstill that ends with the fault, though nobody trains yet, or one that answers alone end. */
    @Test
    void shouldLastUntilSomethingIsTrainedAgain() {
        trains("a", 1, SECOND);
        trains("a", 2, 2 * SECOND);
        standstills.fault(FaultKind.KILL_CONTROLLER, 3 * SECOND, 5 * SECOND);
        trains("a", 2, 6 * SECOND);
        trains("b", 1, 9 * SECOND);
        trains("b", 2, 30 * SECOND);

        assertThat(standstills.longest(FaultKind.KILL_CONTROLLER)).isEqualTo(Duration.ofSeconds(7));
        assertThat(standstills.longest(FaultKind.ROLL_BROKERS)).isZero();
    }

    private void trains(String trial, int batch, long nanos) {
        standstills.seen(new Sighting("trainer-service-1", 1, trial, "TRAINING", 1, batch, 10, true, nanos));
    }
}
