package io.atelier.data.serving;

import io.atelier.contract.Topic;
import io.atelier.contract.deadletter.DeadLetters;
import io.atelier.contract.tensor.Batch;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Publishes batches to the partition of their stream, and dead letters. Owns its producer. */
final class BatchPublisher implements AutoCloseable {

    static final String SERVICE = "data-service";

    private final Producer<String, byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    BatchPublisher(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    void publish(Batch batch) {
        send(new ProducerRecord<>(
                Topic.BATCHES.topicName(), Topic.BATCHES.partitionOf(batch.stream()), batch.stream(), batch.toBytes()));
    }

    void deadLetter(ConsumerRecord<String, byte[]> source, Exception reason) {
        send(DeadLetters.record(source, SERVICE, reason));
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
