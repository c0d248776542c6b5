package io.atelier.trainer.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;

class QueueFeaturesTest {

    private static final String LIMIT = "group.share.delivery.count.limit";
    private static final String MOST = "group.share.max.delivery.count.limit";
    private static final String PREFIX = "errors.deadletterqueue.topic.name.prefix";

    @Test
    void shouldTakeTheLimitOfABrokerThatGivesGroupsNone() {
        QueueFeatures features = QueueFeatures.of(broker(Map.of(LIMIT, "7")), 1);

        assertThat(features.brokersLimit()).isEqualTo(7);
        assertThat(features.ownLimit()).isEmpty();
        assertThat(features.unkept()).hasValue("that takes Kafka 4.4");
    }

    @Test
    void shouldAskForNoMoreDeliveriesThanTheBrokerAllows() {
        assertThat(QueueFeatures.of(broker(Map.of(LIMIT, "5", MOST, "10")), 1).ownLimit())
                .isEqualTo(OptionalInt.of(10));
        assertThat(QueueFeatures.of(broker(Map.of(LIMIT, "3", MOST, "4")), 1).limitSettings())
                .containsEntry("share.delivery.count.limit", "4")
                .containsEntry("share.renew.acknowledge.enable", "true");
        assertThat(QueueFeatures.of(broker(Map.of(LIMIT, "5", MOST, "25")), 1).ownLimit())
                .isEqualTo(OptionalInt.of(10));
    }

    @Test
    void shouldSayWhatCopiesOfDroppedTrialsTake() {
        assertThat(QueueFeatures.of(broker(Map.of(PREFIX, "dlq.")), 2).unkept()).isEmpty();
        assertThat(QueueFeatures.of(broker(Map.of(PREFIX, "")), 2).unkept()).isEmpty();
        assertThat(QueueFeatures.of(broker(Map.of(PREFIX, "dlq.")), 1).unkept())
                .hasValue("that takes share.version 2, found 1: run kafka-features.sh --bootstrap-server HOST:PORT"
                        + " upgrade --feature share.version=2");
        assertThat(QueueFeatures.of(broker(Map.of(PREFIX, "dead.")), 2).unkept())
                .hasValue("the brokers' errors.deadletterqueue.topic.name.prefix is dead., expected dlq.");
    }

    private static Config broker(Map<String, String> settings) {
        return new Config(settings.entrySet().stream()
                .map(setting -> new ConfigEntry(setting.getKey(), setting.getValue()))
                .toList());
    }
}
