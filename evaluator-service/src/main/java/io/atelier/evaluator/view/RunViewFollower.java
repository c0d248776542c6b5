package io.atelier.evaluator.view;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop that reads the view's topics from their beginning and follows them, until its thread is interrupted.
 *
 * <p>It is in no group, but keeps offsets under a group's name: the offset after the last malformed record of each
 * partition, so that each of them becomes a dead letter once and not at every start.
 */
public final class RunViewFollower implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(RunViewFollower.class);

    private static final String OFFSETS_GROUP = "evaluator-view";
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final ViewRecords records;
    private final DeadLetterPublisher deadLetters;
    private final ReadPositions positions;

    RunViewFollower(
            KafkaClients clients, ViewRecords records, DeadLetterPublisher deadLetters, ReadPositions positions) {
        this.clients = clients;
        this.records = records;
        this.deadLetters = deadLetters;
        this.positions = positions;
    }

    static List<TopicPartition> partitions() {
        return ViewRecords.TOPICS.stream()
                .flatMap(topic -> topic.topicPartitions().stream())
                .toList();
    }

    @Override
    public void run() {
        try {
            boolean stopped = false;
            while (!stopped) {
                try (Consumer<String, byte[]> consumer = clients.member(OFFSETS_GROUP, Map.of())) {
                    stopped = followUntilInterrupted(consumer);
                } catch (KafkaException e) {
                    Refusal.rethrow(e);
                    // What was read is read again: putting it into the view twice changes nothing.
                    LOG.error("The view's reader failed and begins again in {} s", RETRY_DELAY.toSeconds(), e);
                    Thread.sleep(RETRY_DELAY.toMillis());
                }
            }
        } catch (InterruptException | InterruptedException e) {
            LOG.debug("The view's reader stops", e);
        }
        Thread.currentThread().interrupt();
    }

    /** Returns true, the interrupt taken back: it would disturb the closing of the consumer. */
    private boolean followUntilInterrupted(Consumer<String, byte[]> consumer) {
        try {
            follow(consumer);
        } catch (InterruptException | InterruptedException e) {
            LOG.debug("The view's reader stops", e);
        }
        Thread.interrupted();
        return true;
    }

    private void follow(Consumer<String, byte[]> consumer) throws InterruptedException {
        List<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> reported = reported(consumer);
        while (true) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                try {
                    records.accept(record);
                } catch (MalformedMessageException e) {
                    report(consumer, record, e, reported);
                }
            }
            Map<TopicPartition, Long> latest = new HashMap<>();
            partitions.forEach(partition -> latest.put(partition, consumer.position(partition)));
            positions.update(latest);
        }
    }

    private void report(
            Consumer<String, byte[]> consumer,
            ConsumerRecord<String, byte[]> record,
            MalformedMessageException reason,
            Map<TopicPartition, Long> reported)
            throws InterruptedException {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() >= reported.getOrDefault(partition, 0L)) {
            deadLetters.publish(record, reason);
            reported.put(partition, record.offset() + 1);
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
        }
    }

    private static Map<TopicPartition, Long> reported(Consumer<String, byte[]> consumer) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        consumer.committed(consumer.assignment()).forEach((partition, offset) -> {
            if (offset != null) {
                offsets.put(partition, offset.offset());
            }
        });
        return offsets;
    }
}
