package io.atelier.contract.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    @Test
    void shouldKeepKeyAndBytesAndSayWhereTheyWereAndWhy() {
        byte[] bytes = {1, 2, 3};
        ProducerRecord<String, byte[]> letter = DeadLetters.record(
                new ConsumerRecord<>("atelier.trials", 2, 34, "key", bytes),
                "trainer-1",
                new MalformedMessageException("Expected a trial, found a fish"));

        assertThat(letter.topic()).isEqualTo("atelier.dead-letters");
        assertThat(letter.key()).isEqualTo("key");
        assertThat(letter.value()).isSameAs(bytes);
        assertThat(headers(letter))
                .isEqualTo(Map.of(
                        "topic", "atelier.trials",
                        "partition", "2",
                        "offset", "34",
                        "service", "trainer-1",
                        "error", "Expected a trial, found a fish"));
    }

    @Test
    void shouldSayThatAnUnexpectedExceptionIsAnInternalError() {
        ProducerRecord<String, byte[]> letter = DeadLetters.record(
                new ConsumerRecord<>("t", 0, 0, null, null), "data-service", new IllegalStateException("closed"));

        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isNull();
        assertThat(headers(letter)).containsEntry("error", "internal error: java.lang.IllegalStateException: closed");
    }

    @Test
    void shouldNameExceptionsWithoutMessage() {
        ProducerRecord<String, byte[]> letter = DeadLetters.record(
                new ConsumerRecord<>("t", 0, 0, null, null), "data-service", new MalformedMessageException(null));

        assertThat(headers(letter)).containsEntry("error", "io.atelier.contract.MalformedMessageException");
    }

    /** A record may be as large as the broker takes; with our headers it would be larger. */
    @Test
    void shouldCutWhatWouldNotFit() {
        ProducerRecord<String, byte[]> letter = DeadLetters.record(
                new ConsumerRecord<>("t", 0, 0, "k".repeat(5_000), new byte[1_048_000]),
                "evaluator",
                new MalformedMessageException("m".repeat(5_000)));

        assertThat(letter.value()).hasSize(921_600);
        assertThat(letter.key()).hasSize(1_000);
        assertThat(headers(letter))
                .containsEntry("error", "m".repeat(2_000))
                .containsEntry("original-length", "1048000");
    }

    private static Map<String, String> headers(ProducerRecord<String, byte[]> letter) {
        Map<String, String> headers = new LinkedHashMap<>();
        letter.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}
