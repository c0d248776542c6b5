package io.atelier.data.topic;

import io.atelier.contract.dataset.ImageTopic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a record says about its image, and where the image's bytes are. There may be millions. Owns its key, which nobody
 * changes.
 */
final class TopicImage {

    private static final byte[] NO_KEY = {};
    private static final int NO_VALUE = -1;

    /** Of an object, in bytes, roughly: itself, its key's header, and its place in a list. */
    private static final int MEMORY = 96;

    private final byte[] key;
    private final String label;
    private final Optional<ImageTopic.Part> part;
    private final Optional<String> fault;
    private final int partition;
    private final long offset;
    private final long begin;
    private final int length;

    private TopicImage(
            ConsumerRecord<byte[], byte[]> record,
            String label,
            Optional<ImageTopic.Part> part,
            Optional<String> fault,
            long begin) {
        this.key = record.key() == null ? NO_KEY : record.key();
        this.label = label;
        this.part = part;
        this.fault = fault;
        this.partition = record.partition();
        this.offset = record.offset();
        this.begin = begin;
        this.length = record.value() == null ? NO_VALUE : record.value().length;
    }

    /** An image whose bytes begin there in the spool. */
    static TopicImage of(
            ConsumerRecord<byte[], byte[]> record, String label, Optional<ImageTopic.Part> part, long begin) {
        return new TopicImage(record, label, part, Optional.empty(), begin);
    }

    /** None, since something is wrong with the record. */
    static TopicImage faulty(ConsumerRecord<byte[], byte[]> record, String fault, long begin) {
        return new TopicImage(record, "", Optional.empty(), Optional.of(fault), begin);
    }

    /**
     * The order of a dataset: by what follows the last slash of the key, then by class, as files of class folders have it;
     * then whatever tells two records apart.
     *
     * @param labels of the classes by name
     */
    static Comparator<TopicImage> order(Map<String, Integer> labels) {
        Comparator<TopicImage> byName = TopicImage::compareNames;
        return byName.thenComparingInt(image -> labels.getOrDefault(image.label, -1))
                .thenComparing(TopicImage::compareKeys)
                .thenComparingInt(image -> image.partition)
                .thenComparingLong(image -> image.offset);
    }

    private int compareNames(TopicImage other) {
        return compare(key, nameAt(), other.key, other.nameAt());
    }

    private int compareKeys(TopicImage other) {
        return compare(key, 0, other.key, 0);
    }

    private int nameAt() {
        int at = key.length;
        while (at > 0 && key[at - 1] != '/') {
            at--;
        }
        return at;
    }

    /** From these bytes on, as unsigned bytes, but for UTF-8 in the order of Java's strings, which file names are. */
    private static int compare(byte[] a, int aFrom, byte[] b, int bFrom) {
        int differs = Arrays.mismatch(a, aFrom, a.length, b, bFrom, b.length);
        if (differs < 0) {
            return 0;
        }
        if (aFrom + differs == a.length || bFrom + differs == b.length) {
            return (a.length - aFrom) - (b.length - bFrom);
        }
        return rank(a[aFrom + differs]) - rank(b[bFrom + differs]);
    }

    /** U+E000 to U+FFFF, which begin with EE or EF, come after the surrogates of what begins with F0 to F4. */
    private static int rank(byte value) {
        int unsigned = Byte.toUnsignedInt(value);
        return unsigned == 0xee || unsigned == 0xef ? unsigned + 0x100 : unsigned;
    }

    /** Empty if the record has a fault. */
    String label() {
        return label;
    }

    /** Empty, too, if the record has a fault. */
    Optional<ImageTopic.Part> part() {
        return part;
    }

    /** What is wrong with the record, if one sees it without its pixels. */
    Optional<String> fault() {
        return fault;
    }

    /** That of the value; null if it has none. */
    byte[] bytes(Spool spool) {
        return length == NO_VALUE ? null : spool.read(begin, length);
    }

    /** For people. */
    String place(String topic) {
        return topic + "-" + partition + "@" + offset;
    }

    /** The record without its headers. */
    ConsumerRecord<String, byte[]> record(String topic, byte[] value) {
        String text = key.length == 0 ? null : new String(key, StandardCharsets.UTF_8);
        return new ConsumerRecord<>(topic, partition, offset, text, value);
    }

    /** Bytes of the heap. */
    int memory() {
        return MEMORY + key.length;
    }
}
