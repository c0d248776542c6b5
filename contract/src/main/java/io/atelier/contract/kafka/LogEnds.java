package io.atelier.contract.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Where partitions really end, open transactions included. What a {@code read_committed} consumer calls the end may lie
 * before a commit that its producer has been told of already: the markers follow a moment later, and another
 * transaction may hold the end back. A reader that has come this far has seen all that was committed when this was asked.
 */
public final class LogEnds {

    private static final Duration POLL = Duration.ofMillis(200);

    private LogEnds() {}

    /**
     * Hands over what lies between where the consumer stands and where its partitions end now.
     *
     * @throws TimeoutException if an open transaction holds the end back for longer than {@code patience}
     * @throws KafkaException if the broker does not give it
     */
    public static void readUpTo(
            Consumer<String, byte[]> consumer,
            Admin admin,
            Duration patience,
            java.util.function.Consumer<ConsumerRecord<String, byte[]>> action)
            throws InterruptedException {
        find(consumer, of(admin, consumer.assignment()), patience, record -> {
            action.accept(record);
            return Optional.empty();
        });
    }

    /**
     * Looks for something between where the consumer stands and {@code ends}.
     *
     * @param search what a record gives; asked no more once it gave something
     * @return what was found, or nothing
     * @throws TimeoutException if that takes longer than {@code patience}
     * @throws KafkaException if the broker does not give the records
     */
    public static <T> Optional<T> find(
            Consumer<String, byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Duration patience,
            Function<ConsumerRecord<String, byte[]>, Optional<T>> search) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(
                        "Reading " + ends.keySet() + " to the end took longer than " + patience.toSeconds() + " s");
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                Optional<T> found = search.apply(record);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The end of each partition.
     *
     * @throws KafkaException if the broker does not say
     */
    public static Map<TopicPartition, Long> of(Admin admin, Collection<TopicPartition> partitions)
            throws InterruptedException {
        try {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(
                            partitions.stream()
                                    .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest())),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "Cannot find out where " + partitions + " end: "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }
}
