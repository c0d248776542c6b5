package io.atelier.trainer;

import io.atelier.contract.deadletter.DeadLetters;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records that could not be used. A record that is met again, such as one in a compacted topic, is taken once per
 * process. Thread-safe.
 */
public final class DeadLetterBox implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterBox.class);
    private static final String SERVICE = "trainer-service";
    private static final int REMEMBERED = 10_000;

    private final Producer<String, byte[]> producer;
    private final Runnable counter;
    private final Map<String, Boolean> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param counter is run for every letter */
    public DeadLetterBox(Map<String, Object> kafka, Runnable counter) {
        this(new KafkaProducer<>(new HashMap<>(kafka), new StringSerializer(), new ByteArraySerializer()), counter);
    }

    /** Closes {@code producer} when it is closed. */
    public DeadLetterBox(Producer<String, byte[]> producer, Runnable counter) {
        this.producer = producer;
        this.counter = counter;
    }

    /** The letter for {@code source}, to be published by the caller. */
    public static ProducerRecord<String, byte[]> letter(ConsumerRecord<String, byte[]> source, Throwable reason) {
        return DeadLetters.record(source, SERVICE, reason);
    }

    /** Publishes a letter for {@code source}. Does not wait for the broker; a failure is logged. */
    public void put(ConsumerRecord<String, byte[]> source, Throwable reason) {
        String place = place(source);
        synchronized (known) {
            if (known.put(place, true) != null) {
                return;
            }
        }
        report(source, reason);
        var unused = producer.send(letter(source, reason), (metadata, e) -> {
            if (e != null) {
                log.error("The dead letter of {} could not be published", place, e);
            }
        });
    }

    /**
     * Publishes a letter for {@code source} and waits until the broker has it.
     *
     * @throws KafkaException if the broker does not take it
     */
    public void deliver(ConsumerRecord<String, byte[]> source, Throwable reason) throws InterruptedException {
        report(source, reason);
        try {
            producer.send(letter(source, reason)).get();
        } catch (ExecutionException e) {
            throw new KafkaException("The dead letter of " + place(source) + " could not be published", e.getCause());
        }
    }

    private void report(ConsumerRecord<String, byte[]> source, Throwable reason) {
        log.warn("Dead letter of {}: {}", place(source), reason.getMessage());
        counter.run();
    }

    private static String place(ConsumerRecord<String, byte[]> source) {
        return source.topic() + "-" + source.partition() + "@" + source.offset();
    }

    @Override
    public void close() {
        producer.close();
    }
}
