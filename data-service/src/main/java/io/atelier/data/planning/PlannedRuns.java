package io.atelier.data.planning;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Require;
import io.atelier.contract.Topic;
import io.atelier.contract.kafka.LogEnds;
import io.atelier.contract.kafka.Placement;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs that there are: the definitions in the latest events of their trials, which live longer than any result. What
 * the topic forgets is forgotten here, too. Owns its clients; confined to one thread.
 */
final class PlannedRuns implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PlannedRuns.class);
    private static final Duration CLOSE = Duration.ofSeconds(1);
    private static final List<TopicPartition> PARTITIONS = Topic.TRIAL_EVENTS.topicPartitions();

    private final Consumer<String, byte[]> consumer;
    private final Admin admin;
    private final Map<String, Map<String, Planned>> runs = new TreeMap<>();

    /** The latest event of a trial and where it is; without the event where this version can't read it. */
    private record Planned(Optional<TrialEvent> event, TopicPartition partition, long offset) {
        Optional<TrialDefinition> definition() {
            return event.map(TrialEvent::definition);
        }
    }

    PlannedRuns(Consumer<String, byte[]> consumer, Admin admin) {
        this.consumer = consumer;
        this.admin = admin;
        consumer.assign(PARTITIONS);
        consumer.seekToBeginning(PARTITIONS);
    }

    /**
     * Reads all that is committed, by others and a moment ago too: what is decided by it must not be decided twice. An
     * open transaction, of a trainer that was killed too, has to be waited for.
     *
     * @throws KafkaException if the broker does not give it within {@code patience}
     */
    void readAll(Duration patience) {
        try {
            LogEnds.readUpTo(consumer, admin, patience, this::add);
            forgetBefore(consumer.beginningOffsets(PARTITIONS));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * Reads what can be read at once: what was committed after an open transaction began may be missing.
     *
     * @throws KafkaException if the broker does not give it within {@code patience}
     */
    void readAvailable(Duration patience) {
        LogEnds.find(consumer, consumer.endOffsets(PARTITIONS), patience, event -> {
            add(event);
            return Optional.empty();
        });
        forgetBefore(consumer.beginningOffsets(PARTITIONS));
    }

    /**
     * Takes in what was published here, which may not be readable yet.
     *
     * @param sent in a transaction that is committed
     */
    void add(TrialEvent event, Future<RecordMetadata> sent) {
        try {
            RecordMetadata place = sent.get();
            TopicPartition partition = new TopicPartition(place.topic(), place.partition());
            put(event.definition().trial(), new Planned(Optional.of(event), partition, place.offset()));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new KafkaException("A record of a committed transaction was not sent", e.getCause());
        }
    }

    private void add(ConsumerRecord<String, byte[]> event) {
        try {
            Require.trial(event.key(), "the key of a trial's event");
            Placement.require(event, Topic.TRIAL_EVENTS, event.key());
        } catch (IllegalArgumentException | MalformedMessageException e) {
            // The evaluator, which reads this topic too, dead-letters it; here and below.
            LOG.warn("Ignoring the record {}: {}", place(event), e.getMessage());
            return;
        }
        if (event.value() == null) {
            remove(event.key());
        } else {
            put(
                    event.key(),
                    new Planned(read(event), new TopicPartition(event.topic(), event.partition()), event.offset()));
        }
    }

    private static Optional<TrialEvent> read(ConsumerRecord<String, byte[]> event) {
        try {
            return Optional.of(Json.read(event.value(), TrialEvent.class))
                    .filter(read -> read.definition().trial().equals(event.key()));
        } catch (MalformedMessageException e) {
            LOG.warn("Cannot read the record {}: {}", place(event), e.getMessage());
            return Optional.empty();
        }
    }

    private void put(String trial, Planned planned) {
        runs.computeIfAbsent(runOf(trial), run -> new TreeMap<>()).put(trial, planned);
    }

    private void remove(String trial) {
        runs.computeIfPresent(runOf(trial), (run, trials) -> {
            trials.remove(trial);
            return trials.isEmpty() ? null : trials;
        });
    }

    private void forgetBefore(Map<TopicPartition, Long> beginnings) {
        runs.values().forEach(trials -> trials.values()
                .removeIf(planned -> planned.offset() < beginnings.get(planned.partition())));
        runs.values().removeIf(Map::isEmpty);
    }

    /** What is known of that run; trials that were removed or expired are missing. */
    Optional<PlannedRun> run(String name) {
        List<TrialDefinition> trials = runs.getOrDefault(name, Map.of()).values().stream()
                .flatMap(planned -> planned.definition().stream())
                .toList();
        return trials.isEmpty() ? Optional.empty() : Optional.of(new PlannedRun(name, trials));
    }

    /** The latest event of a trial; empty if there is none that this version can read. */
    Optional<TrialEvent> latest(String trial) {
        return Optional.ofNullable(runs.getOrDefault(runOf(trial), Map.of()).get(trial))
                .flatMap(Planned::event);
    }

    /** Whether that run has trials whose definitions this version can't read. */
    boolean isUnreadable(String name) {
        return runs.getOrDefault(name, Map.of()).values().stream()
                .anyMatch(planned -> planned.definition().isEmpty());
    }

    /** All runs, by name. */
    List<PlannedRun> runs() {
        return runs.keySet().stream().flatMap(name -> run(name).stream()).toList();
    }

    private static String runOf(String trial) {
        return trial.substring(0, trial.indexOf('.'));
    }

    private static String place(ConsumerRecord<String, byte[]> event) {
        return event.topic() + "-" + event.partition() + "@" + event.offset();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE));
        admin.close(CLOSE);
    }
}
