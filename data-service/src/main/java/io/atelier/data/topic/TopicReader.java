package io.atelier.data.topic;

import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.Refusal;
import io.atelier.data.dataset.DatasetException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** Reads the records of a snapshot, each once, those of a partition in their order. Confined to one thread. */
final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MIB = 1 << 20;

    /** Large answers, for many small images; and no other records in the place of those that are gone. */
    private static final Map<String, Object> SETTINGS = Map.of(
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            2_000,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            16 * MIB,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            4 * MIB);

    private final TopicSnapshot snapshot;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Offsets.Range> ranges;

    /** Is given each record. */
    @FunctionalInterface
    interface Taker {
        void take(ConsumerRecord<byte[], byte[]> record) throws DatasetException, IOException;
    }

    private TopicReader(TopicSnapshot snapshot, Consumer<byte[], byte[]> consumer) {
        this.snapshot = snapshot;
        this.consumer = consumer;
        this.ranges = snapshot.offsets().ranges().stream()
                .collect(Collectors.toUnmodifiableMap(
                        range -> new TopicPartition(snapshot.topic(), range.partition()), range -> range));
    }

    static TopicReader open(KafkaClients clients, TopicSnapshot snapshot) {
        return new TopicReader(snapshot, clients.binaryReader(SETTINGS));
    }

    /**
     * Reads them all.
     *
     * @param passed is told how many offsets lie behind
     * @throws DatasetException if the topic does not hold them any more, or may not be read
     * @throws KafkaException if the broker does not give them
     */
    void read(Taker taker, LongConsumer passed) throws DatasetException, IOException {
        consumer.assign(ranges.keySet());
        ranges.forEach((partition, range) -> consumer.seek(partition, range.begin()));
        Set<TopicPartition> open = new HashSet<>(ranges.keySet());
        long before = 0;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!open.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : poll()) {
                if (record.offset() < end(new TopicPartition(record.topic(), record.partition()))) {
                    taker.take(record);
                }
            }
            open.removeIf(partition -> consumer.position(partition) >= end(partition));
            Set<TopicPartition> done = new HashSet<>(ranges.keySet());
            done.removeAll(open);
            consumer.pause(done);
            long now = behind();
            passed.accept(now);
            if (now > before) {
                before = now;
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new TimeoutException(
                        "The broker gave no record of " + open + " for " + PATIENCE.toSeconds() + " s");
            }
        }
    }

    private Iterable<ConsumerRecord<byte[], byte[]>> poll() throws DatasetException {
        try {
            return consumer.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            throw new DatasetException(
                    "topic %s no longer holds the offsets %s: expected those of the version that is made, found others: retention or somebody deleted records; take a new version"
                            .formatted(snapshot.topic(), e.offsetOutOfRangePartitions()),
                    e);
        } catch (TopicAuthorizationException e) {
            throw TopicInspection.forbidden(snapshot.topic(), e);
        } catch (KafkaException e) {
            Refusal.rethrow(e);
            throw e;
        }
    }

    private long end(TopicPartition partition) {
        return ranges.get(partition).end();
    }

    private long behind() {
        return ranges.entrySet().stream()
                .mapToLong(range -> Math.min(
                                consumer.position(range.getKey()),
                                range.getValue().end())
                        - range.getValue().begin())
                .sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
