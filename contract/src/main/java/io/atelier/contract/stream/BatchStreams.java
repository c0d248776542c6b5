package io.atelier.contract.stream;

import io.atelier.contract.Topic;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.message.StreamDefinition;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens streams. Thread-safe. */
public final class BatchStreams {

    private static final Logger LOG = LoggerFactory.getLogger(BatchStreams.class);

    private final KafkaClients clients;
    private final int window;
    private final BatchTimeouts timeouts;
    private final BiConsumer<ConsumerRecord<String, byte[]>, Throwable> unusable;
    private final boolean optional;
    private final Producer<String, byte[]> producer;
    private final Runnable onAskedAgain;

    /**
     * @param producer remains the caller's
     * @param window the most bytes of records that are asked for and not yet used
     * @param onAskedAgain is told whenever batches did not come in time
     */
    public BatchStreams(
            KafkaClients clients,
            Producer<String, byte[]> producer,
            DeadLetterPublisher deadLetters,
            int window,
            BatchTimeouts timeouts,
            Runnable onAskedAgain) {
        this(clients, producer, deadLetters::send, false, window, timeouts, onAskedAgain);
    }

    private BatchStreams(
            KafkaClients clients,
            Producer<String, byte[]> producer,
            BiConsumer<ConsumerRecord<String, byte[]>, Throwable> unusable,
            boolean optional,
            int window,
            BatchTimeouts timeouts,
            Runnable onAskedAgain) {
        this.clients = clients;
        this.producer = producer;
        this.unusable = unusable;
        this.optional = optional;
        this.window = window;
        this.timeouts = timeouts;
        this.onAskedAgain = onAskedAgain;
    }

    /**
     * Streams for somebody who only looks: what can't be used or answered becomes no dead letter, here or at the data
     * service.
     *
     * @param producer remains the caller's
     */
    public static BatchStreams forLooking(
            KafkaClients clients, Producer<String, byte[]> producer, int window, BatchTimeouts timeouts) {
        return new BatchStreams(
                clients,
                producer,
                (answer, reason) -> LOG.debug("Passed over offset {} of {}", answer.offset(), answer.topic(), reason),
                true,
                window,
                timeouts,
                () -> {});
    }

    /**
     * Opens a stream. Nothing is asked for before the first record is taken.
     *
     * @param epochs how many epochs of it are read
     * @param stop whether to stop waiting
     */
    public BatchStream open(StreamDefinition stream, int epochs, BooleanSupplier stop) {
        // Asleep for longer than batches are kept? What matters is what is asked for from now on.
        Consumer<String, byte[]> consumer = clients.reader(Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest"));
        try {
            TopicPartition partition =
                    new TopicPartition(Topic.BATCHES.topicName(), Topic.BATCHES.partitionOf(stream.id()));
            consumer.assign(List.of(partition));
            consumer.seekToEnd(List.of(partition));
            // Looks the end up now: an answer that comes before a lazy look-up would be missed.
            consumer.position(partition);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
        return BatchStream.open(
                stream,
                new BatchWindow(stream, epochs, window),
                timeouts,
                consumer,
                producer,
                unusable,
                optional,
                onAskedAgain,
                stop);
    }
}
