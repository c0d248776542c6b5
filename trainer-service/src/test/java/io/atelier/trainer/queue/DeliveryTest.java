package io.atelier.trainer.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.trainer.training.Trials;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    /** Of four steps. */
    private static final TrialDefinition TRIAL = Trials.plain("r", "fake", 64, 32, 2);

    @Test
    void shouldReadWhatWasQueuedAnew() throws Exception {
        ProducerRecord<String, byte[]> anew = Delivery.anew(TRIAL, new Standing(4, 3));
        ConsumerRecord<String, byte[]> record = record(anew.key(), anew.value());
        anew.headers().forEach(record.headers()::add);

        assertThat(new Delivery(record).trial()).isEqualTo(TRIAL);
        assertThat(new Delivery(record).standing()).isEqualTo(new Standing(4, 3));
    }

    @Test
    void shouldTakeARecordWithoutHeadersForTheFirst() throws Exception {
        assertThat(new Delivery(record(TRIAL.trial(), Json.write(TRIAL))).standing())
                .isEqualTo(Standing.NONE);
    }

    /** Would catch the null pointer that five trainers died of, one after the other. */
    @Test
    void shouldRefuseHeadersThatHoldNoPossibleNumber() {
        assertRefused("iteration", null, "found null");
        assertRefused("attempts", null, "found null");
        assertRefused("attempts", bytes(""), "found \"\"");
        assertRefused("attempts", bytes("-5"), "found \"-5\"");
        assertRefused("attempts", bytes("9223372036854775807"), "found \"9223372036854775807\"");
        assertRefused("attempts", new byte[] {(byte) 0xff}, "in header attempts");
        assertRefused("iteration", bytes("5"), "Expected a whole number from 0 to 4 in header iteration");
        assertRefused("iteration", new byte[900_000], "found 900000 bytes");
    }

    @Test
    void shouldRefuseKeysAndValuesThatAreNoTrial() {
        assertRefused(
                record(null, Json.write(TRIAL)), "Expected the key r.fake.s1, which the value is about, found null");
        assertRefused(record("", Json.write(TRIAL)), "found ");
        assertRefused(record("other.fake.s1", Json.write(TRIAL)), "found other.fake.s1");
        assertRefused(record(TRIAL.trial(), null), "found an empty record");
        assertRefused(record(TRIAL.trial(), new byte[0]), "Expected TrialDefinition as JSON");
        assertRefused(record(TRIAL.trial(), bytes("null")), "found null");
    }

    private static void assertRefused(String header, byte[] value, String message) {
        ConsumerRecord<String, byte[]> record = record(TRIAL.trial(), Json.write(TRIAL));
        record.headers().add(header, value);
        assertRefused(record, message);
    }

    private static void assertRefused(ConsumerRecord<String, byte[]> record, String message) {
        assertThatThrownBy(() -> new Delivery(record).trial())
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining(message);
    }

    private static ConsumerRecord<String, byte[]> record(String key, byte[] value) {
        return new ConsumerRecord<>(Topic.TRIALS.topicName(), 0, 0, key, value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
