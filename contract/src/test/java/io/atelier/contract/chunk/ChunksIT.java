package io.atelier.contract.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.EveryKafka;
import io.atelier.contract.Seeds;
import io.atelier.contract.TestBroker;
import io.atelier.contract.Topic;
import io.atelier.contract.kafka.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Broker, producer and consumer have Kafka's default limits. */
@EveryKafka
class ChunksIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void shouldCarryLargeValuesInTransactionsThroughAnUntunedBroker() throws Exception {
        String trial = "chunks-it.fmnist_1.s1";
        byte[] aborted = value(1);
        byte[] committed = value(2);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestBroker.bootstrapServers()))) {
            Topics.createMissing(admin);
        }
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestBroker.bootstrapServers(), "transactional.id", trial),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            send(producer, Chunks.split(Topic.CHECKPOINTS, trial, "e1", 1, aborted, Map.of()), false);
            send(producer, Chunks.split(Topic.CHECKPOINTS, trial, "e1", 1, committed, Map.of("name", "x")), true);
            send(producer, Chunks.tombstones(Topic.CHECKPOINTS, trial, "e1", 6), true);
        }

        List<ChunkedValue> values = read(trial);

        assertThat(values).hasSize(1);
        assertThat(values.get(0).value()).isEqualTo(ByteBuffer.wrap(committed));
        assertThat(values.get(0).manifest().attributes()).isEqualTo(Map.of("name", "x"));
    }

    private static void send(
            KafkaProducer<String, byte[]> producer, List<ProducerRecord<String, byte[]>> records, boolean commit)
            throws Exception {
        producer.beginTransaction();
        for (ProducerRecord<String, byte[]> record : records) {
            producer.send(record).get();
        }
        if (commit) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
    }

    /** Everything up to the tombstone of the last chunk. */
    private static List<ChunkedValue> read(String trial) throws Exception {
        ChunkAssembler assembler = new ChunkAssembler(3_000_000, 4, trial::equals);
        List<ChunkedValue> values = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        TestBroker.bootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition =
                    new TopicPartition(Topic.CHECKPOINTS.topicName(), Topic.CHECKPOINTS.partitionOf(trial));
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Instant deadline = Instant.now().plus(PATIENCE);
            boolean ended = false;
            while (!ended) {
                assertThat(Instant.now()).as("time in which all records come").isBefore(deadline);
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    Optional<ChunkedValue> value = assembler.accept(record);
                    value.ifPresent(values::add);
                    ended = record.value() == null && record.key().equals(trial + "/e1/5");
                }
            }
        }
        return values;
    }

    private static byte[] value(long seed) {
        byte[] value = new byte[3_000_000];
        new SplittableRandom(Seeds.derive(seed)).nextBytes(value);
        return value;
    }
}
