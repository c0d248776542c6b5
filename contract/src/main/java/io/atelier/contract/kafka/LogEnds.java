package io.atelier.contract.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Where partitions really end, open transactions included. What a {@code read_committed} consumer calls the end may lie
 * before a commit that its producer has been told of already: the markers follow a moment later, and another
 * transaction may hold the end back. Who has read up to here has seen all that was committed when this was asked.
 */
public final class LogEnds {

    private LogEnds() {}

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
