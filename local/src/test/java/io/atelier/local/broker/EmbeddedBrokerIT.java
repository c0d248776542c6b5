package io.atelier.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.Topic;
import io.atelier.contract.kafka.Topics;
import io.atelier.local.process.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedBrokerIT {

    private static final TopicPartition EVENTS = new TopicPartition(Topic.TRIAL_EVENTS.topicName(), 0);

    @TempDir
    Path directory;

    @Test
    void shouldHaveTheSameDataAfterARestartOnOtherPorts() throws Exception {
        String clusterId;
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings());
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Topics.createMissing(admin);
            clusterId = admin.describeCluster().clusterId().get();
            publishInTransaction(broker, "a value");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings());
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(admin.describeCluster().clusterId().get()).isEqualTo(clusterId);
            assertThat(readCommitted(broker)).containsExactly("a value");
        }
    }

    @Test
    void shouldHaveShareGroupsAndNewTransactions() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings());
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Map<String, FinalizedVersionRange> features =
                    admin.describeFeatures().featureMetadata().get().finalizedFeatures();

            assertThat(features.get("share.version").maxVersionLevel()).isEqualTo((short) 1);
            assertThat(features.get("transaction.version").maxVersionLevel()).isEqualTo((short) 2);
        }
    }

    private BrokerSettings settings() {
        return new BrokerSettings(directory, Ports.pick(), Ports.pick());
    }

    private static void publishInTransaction(EmbeddedBroker broker, String value) throws Exception {
        Map<String, Object> configuration =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "test");
        try (Producer<String, String> producer =
                new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(EVENTS.topic(), EVENTS.partition(), "key", value))
                    .get();
            producer.commitTransaction();
        }
    }

    private static List<String> readCommitted(EmbeddedBroker broker) {
        Map<String, Object> configuration =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
        try (Consumer<String, String> consumer =
                new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(EVENTS));
            consumer.seekToBeginning(List.of(EVENTS));
            return consumer.poll(Duration.ofSeconds(30)).records(EVENTS).stream()
                    .map(record -> record.value())
                    .toList();
        }
    }
}
