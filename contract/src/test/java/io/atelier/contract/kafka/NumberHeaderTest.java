package io.atelier.contract.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberHeaderTest {

    private final ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("topic", 0, 0, null, null);

    @Test
    void shouldReadTheLastNumber() throws Exception {
        assertThat(NumberHeader.read(record, "n", 9)).isEmpty();
        add("1");
        add("9");

        assertThat(NumberHeader.read(record, "n", 9)).hasValue(9);
        add(Long.toString(Long.MAX_VALUE));
        assertThat(NumberHeader.read(record, "n", Long.MAX_VALUE)).hasValue(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "-1", "-9223372036854775", "+1", "01", "1.0", "1e3", "0x1", "10", "9223372036854775808"
            })
    void shouldRefuseWhatIsNoNumberInRange(String text) {
        add(text);

        assertThatThrownBy(() -> NumberHeader.read(record, "n", 9))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("Expected a whole number from 0 to 9 in header n, found \"" + text + "\"");
    }

    @Test
    void shouldRefuseNullAndBytesThatAreNoTextOrTooMany() {
        record.headers().add("null", null);
        record.headers().add("bytes", new byte[] {(byte) 0xff, (byte) 0xc0});
        record.headers().add("huge", new byte[900_000]);

        assertThatThrownBy(() -> NumberHeader.read(record, "null", 9)).hasMessageEndingWith("found null");
        assertThatThrownBy(() -> NumberHeader.read(record, "bytes", 9)).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> NumberHeader.read(record, "huge", 9)).hasMessageEndingWith("found 900000 bytes");
    }

    private void add(String text) {
        record.headers().add("n", text.getBytes(StandardCharsets.UTF_8));
    }
}
