package io.atelier.trainer.queue;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.LogEnds;
import io.atelier.contract.message.TrialDefinition;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The topic behind the queue, read past the share group. A trial may have several records there, since it can be queued
 * anew; the latest counts. Thread-safe.
 */
public final class QueueLog {

    private static final List<TopicPartition> PARTITIONS = Topic.TRIALS.topicPartitions();

    private final KafkaClients clients;
    private final Admin admin;
    private final Duration patience;

    /** @param patience how long to wait for what others have not committed yet */
    public QueueLog(KafkaClients clients, Admin admin, Duration patience) {
        this.clients = clients;
        this.admin = admin;
        this.patience = patience;
    }

    /** Whether the trial was queued anew after this record, perhaps with more epochs: this record is obsolete then. */
    public boolean isSuperseded(TrialDefinition trial, Delivery delivery) throws InterruptedException {
        ConsumerRecord<String, byte[]> record = delivery.record();
        return trials(Map.of(new TopicPartition(record.topic(), record.partition()), record.offset() + 1)).stream()
                .anyMatch(later -> later.trial().equals(trial.trial()));
    }

    /**
     * The trials of which the group holds a record: it waits, or a trainer has it in hand. What lies behind the first such
     * record counts as held, too, as the broker does not tell more.
     */
    public Set<TrialDefinition> held() throws InterruptedException {
        return trials(starts());
    }

    /** Where what the group has not done with begins, in each partition that has such; its start alone lags behind. */
    private Map<TopicPartition, Long> starts() throws InterruptedException {
        ListShareGroupOffsetsSpec all = new ListShareGroupOffsetsSpec().topicPartitions(PARTITIONS);
        try {
            Map<TopicPartition, SharePartitionOffsetInfo> offsets = admin.listShareGroupOffsets(
                            Map.of(TrialQueueGroup.NAME, all))
                    .partitionsToOffsetInfo(TrialQueueGroup.NAME)
                    .get();
            Map<TopicPartition, Long> starts = new HashMap<>();
            for (TopicPartition partition : PARTITIONS) {
                SharePartitionOffsetInfo info = offsets.get(partition);
                if (info == null) {
                    starts.put(partition, 0L);
                } else if (info.lag().orElse(1L) > 0) {
                    starts.put(partition, info.startOffset());
                }
            }
            return starts;
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "Cannot find out what the share group " + TrialQueueGroup.NAME + " holds: "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    private Set<TrialDefinition> trials(Map<TopicPartition, Long> starts) throws InterruptedException {
        Set<TrialDefinition> trials = new HashSet<>();
        try (Consumer<String, byte[]> consumer = clients.reader(Map.of())) {
            consumer.assign(starts.keySet());
            starts.forEach(consumer::seek);
            LogEnds.readUpTo(consumer, admin, patience, record -> {
                try {
                    trials.add(new Delivery(record).trial());
                } catch (MalformedMessageException e) {
                    // Dead-lettered by whoever takes it.
                }
            });
        }
        return trials;
    }
}
