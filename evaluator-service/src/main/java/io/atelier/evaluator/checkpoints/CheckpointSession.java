package io.atelier.evaluator.checkpoints;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.chunk.ChunkAssembler;
import io.atelier.contract.chunk.ChunkedValue;
import io.atelier.contract.chunk.MissingChunksException;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.deadletter.ReportedRecords;
import io.atelier.contract.kafka.Placement;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.evaluator.testset.TestImagesGivenUpException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads checkpoints with one consumer and publishes with one transactional producer. Whenever something fails that may
 * work later, the session ends; the next one begins at the committed offsets, so nothing is lost and nothing is
 * published twice. Belongs to one thread; consumer and producer remain the caller's.
 */
final class CheckpointSession implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointSession.class);

    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<String, byte[]> consumer;
    private final Producer<String, byte[]> producer;
    private final CheckpointEvaluator evaluator;
    private final DeadLetterPublisher deadLetters;
    private final ReportedRecords reported;
    private final Supplier<ChunkAssembler> newAssembler;
    private final Map<TopicPartition, ChunkAssembler> assemblers = new HashMap<>();
    private final Map<TopicPartition, Long> processed = new HashMap<>();
    private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();

    /** The producer's transactions are initialized. */
    CheckpointSession(
            Consumer<String, byte[]> consumer,
            Producer<String, byte[]> producer,
            CheckpointEvaluator evaluator,
            DeadLetterPublisher deadLetters,
            ReportedRecords reported,
            Supplier<ChunkAssembler> newAssembler) {
        this.consumer = consumer;
        this.producer = producer;
        this.evaluator = evaluator;
        this.deadLetters = deadLetters;
        this.reported = reported;
        this.newAssembler = newAssembler;
    }

    /** Returns when the thread was interrupted, the interrupt taken back: it would disturb the closing of the clients. */
    void followUntilInterrupted() throws DataUnavailableException {
        try {
            follow();
        } catch (InterruptException | InterruptedException e) {
            LOG.debug("The checkpoint consumer stops", e);
            Thread.interrupted();
        }
    }

    private void follow() throws DataUnavailableException, InterruptedException {
        consumer.subscribe(List.of(Topic.CHECKPOINTS.topicName()), this);
        while (true) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<String, byte[]> record : records) {
                accept(record);
            }
            if (records.isEmpty()) {
                commitProgress();
            }
        }
    }

    private void accept(ConsumerRecord<String, byte[]> record) throws DataUnavailableException, InterruptedException {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        processed.put(partition, record.offset() + 1);
        publish(consequences(record, partition));
    }

    /** What is to be published because of a record; whatever it is, the next one is read after it. */
    private List<ProducerRecord<String, byte[]>> consequences(
            ConsumerRecord<String, byte[]> record, TopicPartition partition)
            throws DataUnavailableException, InterruptedException {
        try {
            Optional<ChunkedValue> value = assemblers
                    .computeIfAbsent(partition, created -> newAssembler.get())
                    .accept(record);
            if (value.isEmpty()) {
                return List.of();
            }
            Placement.require(record, Topic.CHECKPOINTS, value.get().manifest().key());
            return evaluator.evaluate(value.get());
        } catch (MissingChunksException e) {
            return missing(record, e);
        } catch (MalformedMessageException | TestImagesGivenUpException e) {
            return letter(record, e);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            return letter(record, e);
        }
    }

    private List<ProducerRecord<String, byte[]>> missing(
            ConsumerRecord<String, byte[]> record, MissingChunksException reason) throws InterruptedException {
        try {
            return evaluator.mayBeGone(reason.manifest()) ? List.of() : letter(record, reason);
        } catch (MalformedMessageException e) {
            return letter(record, e);
        }
    }

    /** Nothing if there is one: the group's offsets go when it is away for long, and all is read again. */
    private List<ProducerRecord<String, byte[]>> letter(ConsumerRecord<String, byte[]> record, Throwable reason)
            throws InterruptedException {
        return reported.contains(record) ? List.of() : List.of(deadLetters.letter(record, reason));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what a send could not do, the commit throws
    private void publish(List<ProducerRecord<String, byte[]>> records) {
        if (records.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = offsets();
        producer.beginTransaction();
        records.forEach(producer::send);
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        producer.commitTransaction();
        committed = offsets;
    }

    /** Moves past records from which nothing followed, such as our own tombstones, once there are no more of them. */
    private void commitProgress() {
        Map<TopicPartition, OffsetAndMetadata> offsets = offsets();
        if (!offsets.equals(committed)) {
            consumer.commitSync(offsets);
            committed = offsets;
        }
    }

    /** Up to the first chunk of a checkpoint that is still incomplete: it must be read again after a restart. */
    private Map<TopicPartition, OffsetAndMetadata> offsets() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        processed.forEach((partition, next) -> {
            ChunkAssembler assembler = assemblers.get(partition);
            long offset = assembler == null
                    ? next
                    : assembler.firstPendingOffset(partition.partition()).orElse(next);
            offsets.put(partition, new OffsetAndMetadata(offset));
        });
        return offsets;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        // Reading begins at the committed offsets.
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        assemblers.keySet().removeAll(partitions);
        processed.keySet().removeAll(partitions);
    }
}
