package io.atelier.data.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class OutageTest {

    private final Outage outage = new Outage();

    @Test
    void shouldWaitTwiceAsLongEachTimeUpToTenSeconds() {
        assertThat(outage.failed(new TimeoutException())).isEqualTo(Duration.ofMillis(250));
        assertThat(outage.failed(new TimeoutException())).isEqualTo(Duration.ofMillis(500));
        for (int i = 0; i < 10; i++) {
            outage.failed(new TimeoutException());
        }
        assertThat(outage.failed(new TimeoutException())).isEqualTo(Duration.ofSeconds(10));
        assertThat(outage.clockRefusal()).isEmpty();
    }

    @Test
    void shouldSayThatKafkaRefusesTheTimeHereUntilItDoesNot() {
        outage.failed(new KafkaException("Cannot publish", new InvalidTimestampException("too late")));
        assertThat(outage.clockRefusal()).hasValueSatisfying(reason -> assertThat(reason)
                .startsWith("Kafka refuses records because this machine's clock and the broker's differ"));

        outage.failed(new TimeoutException());
        assertThat(outage.clockRefusal()).isEmpty();
        outage.failed(new InvalidTimestampException("too late"));
        outage.ended();
        assertThat(outage.clockRefusal()).isEmpty();
    }
}
