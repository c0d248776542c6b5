package io.atelier.contract.kafka;

import io.atelier.contract.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** A header that holds a whole number from 0 on, in decimal: {@code 0}, {@code 17}, never {@code -1}, {@code +1} or {@code 01}. */
public final class NumberHeader {

    private static final int MAX_DIGITS = 19;

    private NumberHeader() {}

    public static void add(ProducerRecord<String, byte[]> record, String name, long value) {
        record.headers().add(name, Long.toString(value).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The number, or nothing if the record has no such header; of several the last counts.
     *
     * @param most the largest number that makes sense
     * @throws MalformedMessageException if there is such a header, but it holds no number from 0 to {@code most}
     */
    public static OptionalLong read(ConsumerRecord<String, byte[]> record, String name, long most)
            throws MalformedMessageException {
        Header header = record.headers().lastHeader(name);
        if (header == null) {
            return OptionalLong.empty();
        }
        byte[] value = header.value();
        if (value == null) {
            throw malformed(name, most, "null");
        }
        if (value.length > MAX_DIGITS) {
            throw malformed(name, most, value.length + " bytes");
        }
        String text = new String(value, StandardCharsets.UTF_8);
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= most && Long.toString(number).equals(text)) {
                return OptionalLong.of(number);
            }
        } catch (NumberFormatException e) {
            throw new MalformedMessageException(
                    malformed(name, most, '"' + text + '"').getMessage(), e);
        }
        throw malformed(name, most, '"' + text + '"');
    }

    private static MalformedMessageException malformed(String name, long most, String found) {
        return new MalformedMessageException(
                "Expected a whole number from 0 to " + most + " in header " + name + ", found " + found);
    }
}
