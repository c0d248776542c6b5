package io.atelier.contract.stream;

import io.atelier.contract.Topic;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.message.StreamDefinition;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** Opens streams. Thread-safe. */
public final class BatchStreams {

    private final KafkaClients clients;
    private final int window;
    private final BatchTimeouts timeouts;
    private final DeadLetterPublisher deadLetters;
    private final Producer<String, byte[]> producer;
    private final Runnable onAskedAgain;

    /**
     * @param producer remains the caller's
     * @param window the most batches that are asked for and not yet used
     * @param onAskedAgain is told whenever batches did not come in time
     */
    public BatchStreams(
            KafkaClients clients,
            Producer<String, byte[]> producer,
            DeadLetterPublisher deadLetters,
            int window,
            BatchTimeouts timeouts,
            Runnable onAskedAgain) {
        this.clients = clients;
        this.window = window;
        this.timeouts = timeouts;
        this.deadLetters = deadLetters;
        this.producer = producer;
        this.onAskedAgain = onAskedAgain;
    }

    /**
     * Opens a stream. Nothing is asked for before the first batch is taken.
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
                deadLetters,
                onAskedAgain,
                stop);
    }
}
