package io.atelier.contract.deadletter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts records that a service could not use on the dead-letter topic; logs and counts every one. Thread-safe. */
public final class DeadLetterPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterPublisher.class);
    private static final int REMEMBERED = 10_000;
    private static final int MAX_LOGGED = 500;

    private final Producer<String, byte[]> producer;
    private final String service;
    private final Consumer<String> counter;
    private final Cache<String, Boolean> sent = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .build();

    /**
     * @param producer remains the caller's
     * @param counter is told of every letter: the topic on which the record was found
     */
    public DeadLetterPublisher(Producer<String, byte[]> producer, String service, Consumer<String> counter) {
        this.producer = producer;
        this.service = service;
        this.counter = counter;
    }

    /**
     * The letter for {@code source}, to be sent by the caller.
     *
     * @param reason a checked exception says what is wrong with the record; any other is an internal error
     */
    public ProducerRecord<String, byte[]> letter(ConsumerRecord<String, byte[]> source, Throwable reason) {
        String text = printable(DeadLetters.describe(reason));
        if (DeadLetters.isInternal(reason)) {
            LOG.error("Dead letter of {}, key {}: {}", place(source), printable(source.key()), text, reason);
        } else {
            LOG.warn("Dead letter of {}, key {}: {}", place(source), printable(source.key()), text);
        }
        counter.accept(source.topic());
        return DeadLetters.record(source, service, reason);
    }

    /**
     * Does not wait for the broker; a failure is logged. A record that is met again, such as one in a compacted topic,
     * is sent once per process, unless that failed.
     */
    public void send(ConsumerRecord<String, byte[]> source, Throwable reason) {
        String place = place(source);
        if (sent.asMap().putIfAbsent(place, true) != null) {
            return;
        }
        var unused = producer.send(letter(source, reason), (metadata, e) -> {
            if (e != null) {
                sent.invalidate(place);
                LOG.error("The dead letter of {} could not be published", place, e);
            }
        });
    }

    /**
     * Returns when the broker has it.
     *
     * @throws KafkaException if the broker does not take it
     */
    public void publish(ConsumerRecord<String, byte[]> source, Throwable reason) throws InterruptedException {
        try {
            producer.send(letter(source, reason)).get();
        } catch (ExecutionException e) {
            throw new KafkaException("The dead letter of " + place(source) + " could not be published", e.getCause());
        }
    }

    /** What others wrote, in one line of the log and not too long. */
    private static String printable(String text) {
        if (text == null) {
            return "none";
        }
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= MAX_LOGGED ? line : line.substring(0, MAX_LOGGED) + "...";
    }

    private static String place(ConsumerRecord<String, byte[]> source) {
        return source.topic() + "-" + source.partition() + "@" + source.offset();
    }
}
