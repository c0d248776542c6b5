package io.atelier.trainer.progress;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.chunk.ChunkAssembler;
import io.atelier.contract.chunk.ChunkedValue;
import io.atelier.contract.chunk.MissingChunksException;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.experiment.Footprint;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.LogEnds;
import io.atelier.contract.message.TrialEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads a trial's committed progress, once, for the one who has just fenced its predecessors. */
final class ProgressReader {

    private static final int SLOTS = 2;
    private static final Map<String, Object> READER = Map.of(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20);

    private final String trial;
    private final TopicPartition states;
    private final TopicPartition events;
    private final DeadLetterPublisher deadLetters;
    private final ChunkAssembler assembler;
    private final Map<String, Integer> slots = new HashMap<>();
    private ChunkedValue state;
    private TrialEvent event;

    ProgressReader(String trial, DeadLetterPublisher deadLetters) {
        this.trial = trial;
        this.states = partition(Topic.TRAINING_STATE, trial);
        this.events = partition(Topic.TRIAL_EVENTS, trial);
        this.deadLetters = deadLetters;
        this.assembler = new ChunkAssembler(Footprint.MAX_STATE_FILE_BYTES, SLOTS, trial::equals);
    }

    CommittedProgress read(Admin admin, KafkaClients clients, Duration patience)
            throws ProgressUnavailableException, InterruptedException {
        try (Consumer<String, byte[]> consumer = clients.reader(READER)) {
            consumer.assign(List.of(states, events));
            consumer.seekToBeginning(List.of());
            LogEnds.readUpTo(consumer, admin, patience, this::accept);
        } catch (KafkaException e) {
            throw new ProgressUnavailableException("Cannot read the progress of trial " + trial, e);
        }
        return progress();
    }

    /** What the records so far say. */
    CommittedProgress progress() {
        return new CommittedProgress(Optional.ofNullable(state), slots, Optional.ofNullable(event));
    }

    void accept(ConsumerRecord<String, byte[]> message) {
        try {
            if (message.topic().equals(events.topic())) {
                acceptEvent(message);
            } else {
                forget(message);
                assembler.accept(message).ifPresent(this::acceptState);
            }
        } catch (MissingChunksException e) {
            // Replaced by a later state, and compaction was at work.
        } catch (MalformedMessageException | RuntimeException e) {
            deadLetters.send(message, e);
        }
    }

    /** A slot whose manifest is removed holds nothing any more. */
    private void forget(ConsumerRecord<String, byte[]> message) {
        if (message.value() == null && message.key() != null) {
            slots.keySet().removeIf(slot -> message.key().equals(trial + "/" + slot + "/manifest"));
            if (state != null && !slots.containsKey(state.manifest().slot())) {
                state = null;
            }
        }
    }

    private void acceptState(ChunkedValue value) {
        slots.merge(value.manifest().slot(), value.manifest().chunks(), Math::max);
        if (state == null || value.manifest().sequence() > state.manifest().sequence()) {
            state = value;
        }
    }

    private void acceptEvent(ConsumerRecord<String, byte[]> message) throws MalformedMessageException {
        if (!trial.equals(message.key())) {
            return;
        }
        if (message.value() == null) {
            event = null;
            return;
        }
        TrialEvent read = Json.read(message.value(), TrialEvent.class);
        if (!read.definition().trial().equals(trial)) {
            throw new MalformedMessageException(
                    "Expected the key " + read.definition().trial() + ", which the value is about, found " + trial);
        }
        event = read;
    }

    private static TopicPartition partition(Topic topic, String trial) {
        return new TopicPartition(topic.topicName(), topic.partitionOf(trial));
    }
}
