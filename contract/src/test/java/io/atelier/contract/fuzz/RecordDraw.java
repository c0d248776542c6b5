package io.atelier.contract.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Draws whole records: a valid one with something about its key, its value, its headers, its place or its time that nobody
 * expects, null and empty included.
 */
public final class RecordDraw {

    /** The most that is drawn for a key, a value or a header, in bytes. */
    public static final int MAX_BYTES = 200;

    private static final long[] TIMES = {-1, 0, Long.MIN_VALUE, Long.MAX_VALUE, 1_700_000_000_000L};
    private static final String[] KEYS = {"", "/", "a", "a/1", "other.fake.s1", "other.fake.s1/1", "\uFFFD", "a\nb"};
    private static final byte[][] HEADERS = {
        null,
        {},
        {(byte) 0xff},
        bytes("-5"),
        bytes("0"),
        bytes("1"),
        bytes("2147483647"),
        bytes("9223372036854775807"),
        bytes("9223372036854775808"),
        bytes("1e3"),
        new byte[100_000]
    };

    private RecordDraw() {}

    /** A record like {@code valid}, changed in up to three ways. */
    public static ConsumerRecord<String, byte[]> like(
            ProducerRecord<String, byte[]> valid, long offset, FuzzedDataProvider draw) {
        String key = valid.key();
        byte[] value = valid.value();
        RecordHeaders headers = new RecordHeaders(valid.headers());
        int partition = valid.partition() == null ? 0 : valid.partition();
        long timestamp = 0;
        int changes = draw.consumeInt(0, 3);
        for (int i = 0; i < changes; i++) {
            switch (draw.consumeInt(0, 9)) {
                case 0 -> key = null;
                case 1 -> key = draw.pickValue(KEYS);
                case 2 -> key = draw.consumeString(MAX_BYTES);
                case 3 -> value = null;
                case 4 -> value = draw.consumeBytes(MAX_BYTES);
                case 5 -> value = value == null ? null : Arrays.copyOf(value, draw.consumeInt(0, value.length));
                case 6 -> partition = draw.consumeInt(0, 7);
                case 7 -> timestamp = TIMES[draw.consumeInt(0, TIMES.length - 1)];
                case 8 -> remove(headers);
                default -> headers.add(name(headers, draw), HEADERS[draw.consumeInt(0, HEADERS.length - 1)]);
            }
        }
        return new ConsumerRecord<>(
                valid.topic(),
                partition,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                key == null ? 0 : key.length(),
                value == null ? 0 : value.length,
                key,
                value,
                headers,
                Optional.empty());
    }

    /** Of bytes that are drawn, so that a decoder's memory can be judged by it. */
    public static int size(ConsumerRecord<String, byte[]> record) {
        int size = record.serializedKeySize() + record.serializedValueSize();
        for (Header header : record.headers()) {
            size += header.value() == null ? 0 : header.value().length;
        }
        return size;
    }

    private static void remove(RecordHeaders headers) {
        for (Header header : headers.toArray()) {
            headers.remove(header.key());
        }
    }

    private static String name(RecordHeaders headers, FuzzedDataProvider draw) {
        Header[] known = headers.toArray();
        return known.length == 0 ? "header" : known[draw.consumeInt(0, known.length - 1)].key();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
