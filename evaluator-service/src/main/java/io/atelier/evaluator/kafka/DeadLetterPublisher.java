package io.atelier.evaluator.kafka;

import io.atelier.contract.deadletter.DeadLetters;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Puts records that nobody can use on the dead-letter topic, with the reason. Thread-safe. */
public final class DeadLetterPublisher {

    private static final Logger LOG = Logger.getLogger(DeadLetterPublisher.class);

    private static final String SERVICE = "evaluator";

    private final Producer<String, byte[]> producer;
    private final DeadLetterCounter counter;

    /** The producer remains the caller's. */
    public DeadLetterPublisher(Producer<String, byte[]> producer, DeadLetterCounter counter) {
        this.producer = producer;
        this.counter = counter;
    }

    /** Returns when the broker has it. */
    public void publish(ConsumerRecord<String, byte[]> source, Exception reason) throws InterruptedException {
        try {
            producer.send(letter(source, reason)).get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "Cannot write a dead letter: " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** The dead letter to send in a transaction of the caller's; counted and logged here. */
    public ProducerRecord<String, byte[]> letter(ConsumerRecord<String, byte[]> source, Exception reason) {
        LOG.warnf(
                "Dead letter: %s-%d offset %d, key %s: %s",
                source.topic(), source.partition(), source.offset(), source.key(), reason.getMessage());
        counter.deadLetter(source.topic());
        return DeadLetters.record(source, SERVICE, reason);
    }
}
