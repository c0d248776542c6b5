package io.atelier.evaluator.checkpoints;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.chunk.ChunkAssembler;
import io.atelier.contract.chunk.ChunkManifest;
import io.atelier.contract.chunk.ChunkedValue;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.evaluator.EvaluatorConfig;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a checkpoint back from its topic. Thread-safe; a few readers at a time, the others wait. */
public final class ModelReader {

    private static final Logger LOG = LoggerFactory.getLogger(ModelReader.class);

    private static final Duration POLL = Duration.ofMillis(250);
    private static final int READERS = 2;

    private final KafkaClients clients;
    private final EvaluatorConfig.Checkpoints config;
    private final Semaphore readers = new Semaphore(READERS);

    public ModelReader(KafkaClients clients, EvaluatorConfig.Checkpoints config) {
        this.clients = clients;
        this.config = config;
    }

    /**
     * The bytes of the checkpoint of an epoch with these parameters, as safetensors; empty if the topic does not hold it or
     * can't be read in time.
     */
    public Optional<ByteBuffer> read(String trial, int epoch, String paramsSha256) throws InterruptedException {
        readers.acquire();
        try (Consumer<String, byte[]> consumer = clients.reader(Map.of())) {
            TopicPartition partition =
                    new TopicPartition(Topic.CHECKPOINTS.topicName(), Topic.CHECKPOINTS.partitionOf(trial));
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            return find(consumer, partition, end, trial, epoch, paramsSha256);
        } finally {
            readers.release();
        }
    }

    private Optional<ByteBuffer> find(
            Consumer<String, byte[]> consumer,
            TopicPartition partition,
            long end,
            String trial,
            int epoch,
            String paramsSha256) {
        ChunkAssembler assembler =
                new ChunkAssembler(config.maxBytes(), config.maxPending(), wanted -> wanted.equals(trial));
        long deadline = System.nanoTime() + config.modelTimeout().toNanos();
        while (consumer.position(partition) < end && System.nanoTime() < deadline) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                Optional<ByteBuffer> found = accept(assembler, record)
                        .filter(value -> isOf(value.manifest(), epoch, paramsSha256))
                        .map(ChunkedValue::value);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(ChunkManifest manifest, int epoch, String paramsSha256) {
        return manifest.sequence() == epoch
                && paramsSha256.equals(manifest.attributes().get(ChunkManifest.PARAMS_SHA256));
    }

    private static Optional<ChunkedValue> accept(ChunkAssembler assembler, ConsumerRecord<String, byte[]> record) {
        try {
            return assembler.accept(record);
        } catch (MalformedMessageException e) {
            // The consumer of checkpoints has made a dead letter of it.
            LOG.debug("Passed over {} offset {}", record.topic(), record.offset(), e);
            return Optional.empty();
        }
    }
}
