package io.atelier.contract.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.EveryKafka;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.TestBroker;
import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@EveryKafka
class ReportedRecordsIT {

    private static final String TOPIC = Topic.EPOCHS.topicName();
    private final Exception reason = new MalformedMessageException("Expected a fish");

    private final KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", TestBroker.bootstrapServers()));

    @Test
    void shouldKnowWhatAnyServiceReportedAndNothingElse() throws Exception {
        try (Admin admin = clients.admin();
                Producer<String, byte[]> producer = clients.producer()) {
            Topics.createMissing(admin);
            DeadLetterPublisher letters = new DeadLetterPublisher(producer, "a-service", topic -> {});
            letters.publish(record(0, "key", new byte[] {1}), reason);
            letters.publish(record(1, "k".repeat(5_000), new byte[960_000]), reason);
            letters.publish(record(2, null, null), reason);
            for (byte[] offset : new byte[][] {null, {}, {'x'}, "-4".getBytes(StandardCharsets.UTF_8)}) {
                producer.send(hostile(offset)).get();
            }
            try (ReportedRecords reported =
                    new ReportedRecords(clients, admin, List.of(Topic.EPOCHS), Duration.ofSeconds(30))) {
                assertThat(reported.contains(record(0, "key", new byte[] {1}))).isTrue();
                assertThat(reported.contains(record(1, "k".repeat(5_000), new byte[960_000])))
                        .as("one that was cut")
                        .isTrue();
                assertThat(reported.contains(record(2, null, null))).isTrue();
                assertThat(reported.contains(record(0, "key", new byte[] {2})))
                        .as("another record in the same place, of a topic that was made anew")
                        .isFalse();
                assertThat(reported.contains(record(3, "key", new byte[] {1}))).isFalse();

                letters.publish(record(3, "key", new byte[] {1}), reason);

                assertThat(reported.contains(record(3, "key", new byte[] {1})))
                        .as("what was reported since")
                        .isTrue();
            }
        }
    }

    private static ConsumerRecord<String, byte[]> record(long offset, String key, byte[] value) {
        return new ConsumerRecord<>(TOPIC, 3, offset, key, value);
    }

    private static ProducerRecord<String, byte[]> hostile(byte[] offset) {
        ProducerRecord<String, byte[]> letter = new ProducerRecord<>(Topic.DEAD_LETTERS.topicName(), null, null);
        letter.headers().add(DeadLetters.TOPIC, TOPIC.getBytes(StandardCharsets.UTF_8));
        letter.headers().add(DeadLetters.OFFSET, offset);
        return letter;
    }
}
