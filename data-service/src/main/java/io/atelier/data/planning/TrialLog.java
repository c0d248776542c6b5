package io.atelier.data.planning;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.kafka.LogEnds;
import io.atelier.contract.message.TrialDefinition;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs that the trials topic holds, no matter how long this has been reading: what the topic forgets is forgotten.
 * Owns its clients; one thread at a time.
 */
final class TrialLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrialLog.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final List<TopicPartition> PARTITIONS = Topic.TRIALS.topicPartitions();

    private final Consumer<String, byte[]> consumer;
    private final Admin admin;
    private final Map<String, Map<String, Planned>> runs = new LinkedHashMap<>();

    /** A trial and where it stands. */
    private record Planned(TrialDefinition trial, TopicPartition partition, long offset) {}

    TrialLog(Consumer<String, byte[]> consumer, Admin admin) {
        this.consumer = consumer;
        this.admin = admin;
        consumer.assign(PARTITIONS);
        consumer.seekToBeginning(PARTITIONS);
    }

    /**
     * Reads what was committed since the last call, by others and a moment ago too.
     *
     * @throws KafkaException if the broker does not give it
     */
    void catchUp() {
        try {
            LogEnds.readUpTo(consumer, admin, PATIENCE, this::add);
            forgetBefore(consumer.beginningOffsets(PARTITIONS));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void add(ConsumerRecord<String, byte[]> message) {
        try {
            TrialDefinition trial = Json.read(message.value(), TrialDefinition.class);
            runs.computeIfAbsent(trial.run(), run -> new LinkedHashMap<>())
                    .put(
                            trial.trial(),
                            new Planned(
                                    trial, new TopicPartition(message.topic(), message.partition()), message.offset()));
        } catch (MalformedMessageException e) {
            // Trainers, for whom it was meant, dead-letter it.
            LOG.warn(
                    "Ignoring the record {}-{}@{}: {}",
                    message.topic(),
                    message.partition(),
                    message.offset(),
                    e.getMessage());
        }
    }

    private void forgetBefore(Map<TopicPartition, Long> beginnings) {
        runs.values().forEach(trials -> trials.values()
                .removeIf(planned -> planned.offset() < beginnings.get(planned.partition())));
        runs.values().removeIf(Map::isEmpty);
    }

    Optional<Run> run(String name) {
        return Optional.ofNullable(runs.get(name))
                .map(trials -> new Run(
                        name, trials.values().stream().map(Planned::trial).toList()));
    }

    /** All runs in the order in which they were planned. */
    List<Run> runs() {
        return runs.keySet().stream().map(name -> run(name).orElseThrow()).toList();
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
