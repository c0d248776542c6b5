package io.atelier.evaluator.checkpoints;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.chunk.ChunkAssembler;
import io.atelier.contract.chunk.ChunkedValue;
import io.atelier.contract.chunk.MissingChunksException;
import io.atelier.contract.deadletter.DeadLetterPublisher;
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
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
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
    private final Supplier<ChunkAssembler> newAssembler;
    private final Map<TopicPartition, ChunkAssembler> assemblers = new HashMap<>();
    private final Map<TopicPartition, Long> processed = new HashMap<>();
    private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();

    CheckpointSession(
            Consumer<String, byte[]> consumer,
            Producer<String, byte[]> producer,
            CheckpointEvaluator evaluator,
            DeadLetterPublisher deadLetters,
            Supplier<ChunkAssembler> newAssembler) {
        this.consumer = consumer;
        this.producer = producer;
        this.evaluator = evaluator;
        this.deadLetters = deadLetters;
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
        producer.initTransactions();
        consumer.subscribe(List.of(Topic.CHECKPOINTS.topicName()), this);
        while (true) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                accept(record);
            }
            commitProgress();
        }
    }

    private void accept(ConsumerRecord<String, byte[]> record) throws DataUnavailableException, InterruptedException {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        processed.put(partition, record.offset() + 1);
        try {
            Optional<ChunkedValue> value = assemblers
                    .computeIfAbsent(partition, created -> newAssembler.get())
                    .accept(record);
            if (value.isPresent()) {
                publish(evaluator.evaluate(value.get()));
            }
        } catch (MissingChunksException e) {
            missing(record, e);
        } catch (MalformedMessageException | TestImagesGivenUpException e) {
            publish(List.of(deadLetters.letter(record, e)));
        }
    }

    private void missing(ConsumerRecord<String, byte[]> record, MissingChunksException reason)
            throws InterruptedException {
        try {
            if (!evaluator.mayBeGone(reason.manifest())) {
                publish(List.of(deadLetters.letter(record, reason)));
            }
        } catch (MalformedMessageException e) {
            publish(List.of(deadLetters.letter(record, e)));
        }
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

    /** Moves past records from which nothing followed, such as our own tombstones. */
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
