package io.atelier.data.serving;

import io.atelier.contract.Topic;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.tensor.ImageRecord;
import io.atelier.data.catalog.DatasetRecords;
import io.atelier.data.dataset.Dataset;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes records of images to the partition of their stream, description and statistics of their dataset, and dead
 * letters. Owns its producer.
 */
final class BatchPublisher implements AutoCloseable {

    private final Producer<String, byte[]> producer;
    private final DeadLetterPublisher deadLetters;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /** @param deadLetterCounter is told the topic of every record that could not be used */
    BatchPublisher(Producer<String, byte[]> producer, Consumer<String> deadLetterCounter) {
        this.producer = producer;
        this.deadLetters = new DeadLetterPublisher(producer, "data-service", deadLetterCounter);
    }

    /** Says what dataset records are made of. */
    void publish(Dataset dataset) {
        DatasetRecords.of(dataset).forEach(this::send);
    }

    void publish(ImageRecord record) {
        String stream = record.stream().id();
        send(new ProducerRecord<>(
                Topic.BATCHES.topicName(), Topic.BATCHES.partitionOf(stream), stream, record.toBytes()));
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
