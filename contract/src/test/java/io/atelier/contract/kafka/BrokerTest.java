package io.atelier.contract.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class BrokerTest {

    @Test
    void shouldTakeClustersThatHaveTheFeatures() {
        assertThatCode(() -> Broker.requireFeatures(Map.of("share.version", level(1), "transaction.version", level(2))))
                .doesNotThrowAnyException();
        assertThatCode(() -> Broker.requireFeatures(
                        Map.of("share.version", level(2), "transaction.version", level(3), "other", level(1))))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldSayWhichFeatureIsOffAndHowToTurnItOn() {
        assertThatThrownBy(() -> Broker.requireFeatures(Map.of("transaction.version", level(2))))
                .isInstanceOf(KafkaException.class)
                .hasMessage(
                        "Expected a Kafka 4.2 or newer cluster with share.version >= 1, found share.version 0: upgrade"
                                + " the brokers, then run kafka-features.sh --bootstrap-server HOST:PORT upgrade --feature"
                                + " share.version=1");
        assertThatThrownBy(() ->
                        Broker.requireFeatures(Map.of("share.version", level(1), "transaction.version", level(1))))
                .isInstanceOf(KafkaException.class)
                .hasMessage("Expected a Kafka 4.2 or newer cluster with transaction.version >= 2, found"
                        + " transaction.version 1: upgrade the brokers, then run kafka-features.sh --bootstrap-server"
                        + " HOST:PORT upgrade --feature transaction.version=2");
    }

    private static FinalizedVersionRange level(int level) {
        return new FinalizedVersionRange((short) 0, (short) level);
    }
}
