package io.atelier.data.serving;

import io.atelier.contract.Topic;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.tensor.Batch;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Publishes batches to the partition of their stream, and dead letters. Owns its producer. */
final class BatchPublisher implements AutoCloseable {

    private final Producer<String, byte[]> producer;
    private final DeadLetterPublisher deadLetters;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /** @param deadLetterCounter is told the topic of every record that could not be used */
    BatchPublisher(Producer<String, byte[]> producer, Consumer<String> deadLetterCounter) {
        this.producer = producer;
        this.deadLetters = new DeadLetterPublisher(producer, "data-service", deadLetterCounter);
    }

    void publish(Batch batch) {
        send(new ProducerRecord<>(
                Topic.BATCHES.topicName(), Topic.BATCHES.partitionOf(batch.stream()), batch.stream(), batch.toBytes()));
    }

    void deadLetter(ConsumerRecord<String, byte[]> source, Throwable reason) {
        send(deadLetters.letter(source, reason));
    }

    /**
     * Waits until the broker has everything.
     *
     * @throws KafkaException if it has not got all of it
     */
    void flush() {
        producer.flush();
        Exception failed = failure.getAndSet(null);
        if (failed != null) {
            throw new KafkaException("Cannot publish: " + failed.getMessage(), failed);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback sees failures
    private void send(ProducerRecord<String, byte[]> message) {
        producer.send(message, (metadata, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
            }
        });
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
