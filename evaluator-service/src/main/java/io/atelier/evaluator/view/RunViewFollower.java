package io.atelier.evaluator.view;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.deadletter.ReportedRecords;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop that reads the view's topics from their beginning and follows them, until its thread is interrupted. What it
 * can't use becomes a dead letter once, and not at every start.
 */
public final class RunViewFollower implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(RunViewFollower.class);

    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(2);

    /** For letters that others have not committed yet, and for reading all there are. */
    private static final Duration LETTERS = Duration.ofSeconds(60);

    private final KafkaClients clients;
    private final Admin admin;
    private final RunView view;
    private final WholeRuns wholeRuns;
    private final ViewRecords records;
    private final DeadLetterPublisher deadLetters;
    private final ReadPositions positions;

    /** The admin client remains the caller's. */
    RunViewFollower(
            KafkaClients clients,
            Admin admin,
            RunView view,
            WholeRuns wholeRuns,
            DeadLetterPublisher deadLetters,
            ReadPositions positions) {
        this.clients = clients;
        this.admin = admin;
        this.view = view;
        this.wholeRuns = wholeRuns;
        this.records = new ViewRecords(view);
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
                try (Consumer<String, byte[]> consumer = clients.reader(Map.of());
                        ReportedRecords reported = new ReportedRecords(clients, admin, ViewRecords.TOPICS, LETTERS)) {
                    stopped = followUntilInterrupted(consumer, reported);
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
    private boolean followUntilInterrupted(Consumer<String, byte[]> consumer, ReportedRecords reported) {
        try {
            follow(consumer, reported);
        } catch (InterruptException | InterruptedException e) {
            LOG.debug("The view's reader stops", e);
        }
        Thread.interrupted();
        return true;
    }

    private void follow(Consumer<String, byte[]> consumer, ReportedRecords reported) throws InterruptedException {
        List<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> first = consumer.endOffsets(partitions);
        while (true) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                try {
                    records.accept(record);
                } catch (MalformedMessageException | RuntimeException e) {
                    if (!reported.contains(record)) {
                        deadLetters.publish(record, e);
                    }
                }
            }
            Map<TopicPartition, Long> latest = new HashMap<>();
            partitions.forEach(partition -> latest.put(partition, consumer.position(partition)));
            if (hasReached(latest, first)) {
                restoreForgotten(latest);
            }
            positions.update(latest);
        }
    }

    private static boolean hasReached(Map<TopicPartition, Long> read, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> read.get(end.getKey()) >= end.getValue());
    }

    /** Not before all has been read once: what is heard of until then may have to be forgotten again. */
    private void restoreForgotten(Map<TopicPartition, Long> read) {
        Set<String> runs = view.doubtful();
        if (!runs.isEmpty()) {
            LOG.info("Reading {} again: more runs are known than the {} that are held", runs, view.maxRuns());
            RunView whole = wholeRuns.read(runs, read);
            runs.forEach(run -> view.restore(run, whole));
        }
    }
}
