package io.atelier.data.planning;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class FencingTest {

    @Test
    void shouldTellATakeoverFromABrokerThatIsAway() {
        assertThat(Fencing.isPossible(new ProducerFencedException("newer"))).isTrue();
        assertThat(Fencing.isPossible(new KafkaException("Unhandled error in EndTxnResponse: The server experienced an"
                        + " unexpected error when processing the request.")))
                .isTrue();
        assertThat(Fencing.isPossible(new TimeoutException("Timeout expired after 8000ms")))
                .isFalse();
        assertThat(Fencing.isPossible(new KafkaException((String) null))).isFalse();
    }
}
