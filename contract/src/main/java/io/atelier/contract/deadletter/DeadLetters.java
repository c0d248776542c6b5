package io.atelier.contract.deadletter;

import io.atelier.contract.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes dead letters: key and bytes of the record that could not be used, and headers that say where it was and why. */
public final class DeadLetters {

    public static final String TOPIC = "topic";
    public static final String PARTITION = "partition";
    public static final String OFFSET = "offset";
    public static final String ERROR = "error";
    public static final String SERVICE = "service";

    /** Only where the bytes were cut: how many there were. */
    public static final String ORIGINAL_LENGTH = "original-length";

    /** Leaves room for key and headers below Kafka's default limit of 1 MB. */
    static final int MAX_VALUE_BYTES = 900 * 1024;

    static final int MAX_KEY_CHARACTERS = 1_000;
    static final int MAX_ERROR_CHARACTERS = 2_000;

    private DeadLetters() {}

    /**
     * The dead letter for {@code source}. It always fits into an untuned broker: what is longer than that is cut.
     *
     * @param service the service that could not use it
     * @param reason why; a checked exception says what is wrong with the record, any other is an internal error
     */
    public static ProducerRecord<String, byte[]> record(
            ConsumerRecord<String, byte[]> source, String service, Throwable reason) {
        byte[] value = source.value();
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(Topic.DEAD_LETTERS.topicName(), key(source.key()), value(value));
        add(letter, TOPIC, source.topic());
        add(letter, PARTITION, Integer.toString(source.partition()));
        add(letter, OFFSET, Long.toString(source.offset()));
        add(letter, SERVICE, service);
        add(letter, ERROR, cut(describe(reason), MAX_ERROR_CHARACTERS));
        if (value != null && value.length > MAX_VALUE_BYTES) {
            add(letter, ORIGINAL_LENGTH, Integer.toString(value.length));
        }
        return letter;
    }

    /** The letter's key for that of a record. */
    static String key(String source) {
        return source == null ? null : cut(source, MAX_KEY_CHARACTERS);
    }

    /** The letter's bytes for those of a record. */
    static byte[] value(byte[] source) {
        return source == null || source.length <= MAX_VALUE_BYTES ? source : Arrays.copyOf(source, MAX_VALUE_BYTES);
    }

    static String describe(Throwable reason) {
        if (isInternal(reason)) {
            return "internal error: " + reason;
        }
        return reason.getMessage() == null ? reason.toString() : reason.getMessage();
    }

    /** Whether the record may be right and what went wrong is here. */
    static boolean isInternal(Throwable reason) {
        return reason instanceof RuntimeException || reason instanceof Error;
    }

    private static String cut(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, characters);
    }

    private static void add(ProducerRecord<String, byte[]> letter, String header, String value) {
        letter.headers().add(header, value.getBytes(StandardCharsets.UTF_8));
    }
}
