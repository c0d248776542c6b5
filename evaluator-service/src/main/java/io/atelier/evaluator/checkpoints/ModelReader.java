package io.atelier.evaluator.checkpoints;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.chunk.ChunkAssembler;
import io.atelier.contract.chunk.ChunkManifest;
import io.atelier.contract.chunk.ChunkedValue;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.evaluator.EvaluatorConfig;
import io.atelier.service.http.UnavailableException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a checkpoint back from its topic. Thread-safe; a few readers at a time. Nobody waits for long: not for a reader,
 * not for a broker that is silent.
 */
public final class ModelReader {

    private static final Logger LOG = LoggerFactory.getLogger(ModelReader.class);

    private static final Duration POLL = Duration.ofMillis(250);

    /** The largest models have 64 MiB, and the heap must have room for the one that is being scored. */
    private static final int READERS = 2;

    /** For one of the readers. */
    private static final Duration TURN = Duration.ofSeconds(2);

    /** Without a word of the broker. */
    private static final Duration SILENCE = Duration.ofSeconds(4);

    private static final Duration CLOSE = Duration.ofSeconds(1);

    private static final Map<String, Object> SETTINGS = Map.of(
            CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
            Math.toIntExact(SILENCE.toMillis()),
            CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
            Math.toIntExact(SILENCE.toMillis()));

    private final KafkaClients clients;
    private final EvaluatorConfig.Checkpoints config;
    private final Semaphore readers = new Semaphore(READERS);

    public ModelReader(KafkaClients clients, EvaluatorConfig.Checkpoints config) {
        this.clients = clients;
        this.config = config;
    }

    /**
     * The bytes of the checkpoint of an epoch with these parameters, as safetensors; empty if the topic does not hold it.
     *
     * @throws UnavailableException if others are being read, or this one takes too long
     * @throws KafkaException if the broker does not answer
     */
    public Optional<ByteBuffer> read(String trial, int epoch, String paramsSha256) throws InterruptedException {
        if (!readers.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new UnavailableException(
                    READERS + " models are being read, as many as are at a time: ask again soon");
        }
        try {
            return findWithNewConsumer(trial, epoch, paramsSha256);
        } finally {
            readers.release();
        }
    }

    private Optional<ByteBuffer> findWithNewConsumer(String trial, int epoch, String paramsSha256) {
        Consumer<String, byte[]> consumer = clients.reader(SETTINGS);
        try {
            TopicPartition partition =
                    new TopicPartition(Topic.CHECKPOINTS.topicName(), Topic.CHECKPOINTS.partitionOf(trial));
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            return find(consumer, partition, end, trial, epoch, paramsSha256);
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE));
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
        long start = System.nanoTime();
        long heard = start;
        while (consumer.position(partition) < end) {
            long now = System.nanoTime();
            if (now - start > config.modelTimeout().toNanos()) {
                throw new UnavailableException("The model was not found within "
                        + config.modelTimeout().toSeconds() + " s, though the broker answers: ask again, or set"
                        + " atelier.evaluator.checkpoints.model-timeout");
            }
            if (now - heard > SILENCE.toNanos()) {
                throw new TimeoutException("no record of " + partition + " within " + SILENCE.toSeconds() + " s");
            }
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            heard = records.isEmpty() ? heard : System.nanoTime();
            for (ConsumerRecord<String, byte[]> record : records) {
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
