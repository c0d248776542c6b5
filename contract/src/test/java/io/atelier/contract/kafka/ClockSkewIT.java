package io.atelier.contract.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.EveryKafka;
import io.atelier.contract.TestBroker;
import io.atelier.contract.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A machine whose clock is two hours ahead of the broker's. */
@EveryKafka
class ClockSkewIT {

    private final KafkaClients clients = clients();

    @BeforeEach
    void createTopics() throws Exception {
        try (Admin admin = clients.admin()) {
            Topics.createMissing(admin);
        }
        ShiftedClock.set(Duration.ofHours(2));
    }

    @AfterEach
    void reset() {
        ShiftedClock.set(Duration.ZERO);
    }

    @Test
    void shouldLearnThatTheBrokerRefusesTheTimeHereAndThatItTakesItAgain() throws Exception {
        try (Producer<String, byte[]> producer = clients.transactional("trial.clock-test")) {
            producer.initTransactions();

            assertThat(ClockSkew.ask(producer)).hasValueSatisfying(skew -> assertThat(skew)
                    .matches("Kafka refuses records because this machine's clock and the broker's differ: the"
                            + " time here is 2\\d{3}-.*Z, and the broker takes any earlier time to 2\\d{3}-.*Z\\."
                            + " Set whichever clock is wrong.*"));

            ShiftedClock.set(Duration.ofMinutes(30));
            assertThat(ClockSkew.ask(producer)).isEmpty();
        }
        try (Consumer<String, byte[]> reader = clients.reader(Map.of());
                Admin admin = clients.admin()) {
            reader.assign(Topic.BATCH_REQUESTS.topicPartitions());
            LogEnds.readUpTo(reader, admin, Duration.ofSeconds(30), record -> assertThat(record.key())
                    .as("what a reader sees of the question")
                    .isNotEqualTo("clock"));
        }
    }

    @Test
    void shouldRecognizeARefusedTransactionOfSeveralRecords() throws Exception {
        try (Producer<String, byte[]> producer = clients.transactional("trial.clock-test")) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < 3; i++) {
                var unused = producer.send(new ProducerRecord<>(Topic.EPOCHS.topicName(), 0, "key", new byte[1]));
            }

            assertThatThrownBy(producer::commitTransaction)
                    .isInstanceOf(KafkaException.class)
                    .satisfies(e -> assertThat(ClockSkew.in(e)).isPresent());
        }
    }

    @Test
    void shouldNotTakeAnotherInvalidRecordForIt() throws Exception {
        ShiftedClock.set(Duration.ZERO);
        try (Producer<String, byte[]> producer = clients.producer()) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(Topic.EPOCHS.topicName(), 0, null, new byte[1]))
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .satisfies(e -> assertThat(ClockSkew.in(e)).isEmpty());
        }
    }

    private static KafkaClients clients() {
        Map<String, Object> settings = new HashMap<>(ShiftedClock.SETTINGS);
        settings.put("bootstrap.servers", TestBroker.bootstrapServers());
        return new KafkaClients(settings);
    }
}
