package io.atelier.contract.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class DeadLetterPublisherTest {

    private static final ConsumerRecord<String, byte[]> SOURCE =
            new ConsumerRecord<>("atelier.epochs", 2, 7, "key", new byte[] {1});
    private final Exception reason = new IllegalStateException("no use");

    private final List<String> counted = new ArrayList<>();
    private final MockProducer<String, byte[]> producer = producer();
    private final DeadLetterPublisher letters = new DeadLetterPublisher(producer, "a-service", counted::add);

    @Test
    void shouldSendARecordThatIsMetAgainOnce() {
        letters.send(SOURCE, reason);
        letters.send(SOURCE, reason);
        letters.send(new ConsumerRecord<>("atelier.epochs", 2, 8, "key", new byte[] {1}), reason);

        assertThat(producer.history()).hasSize(2);
        assertThat(counted).containsExactly("atelier.epochs", "atelier.epochs");
    }

    /** Would catch a record that is taken for reported though its letter was lost. */
    @Test
    void shouldSendARecordAgainWhoseLetterWasLost() {
        MockProducer<String, byte[]> asked =
                new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
        DeadLetterPublisher losing = new DeadLetterPublisher(asked, "a-service", topic -> {});
        losing.send(SOURCE, reason);
        asked.errorNext(new KafkaException("full"));

        losing.send(SOURCE, reason);

        assertThat(asked.history()).hasSize(2);
    }

    @Test
    void shouldNameTheServiceAndCountTheTopic() throws Exception {
        letters.publish(SOURCE, reason);

        assertThat(producer.history()).singleElement().satisfies(letter -> assertThat(new String(
                        letter.headers().lastHeader(DeadLetters.SERVICE).value(), StandardCharsets.UTF_8))
                .isEqualTo("a-service"));
        assertThat(counted).containsExactly("atelier.epochs");
    }

    @Test
    void shouldThrowWhenTheBrokerDoesNotTakeALetter() {
        MockProducer<String, byte[]> failing = producer();
        failing.sendException = new KafkaException("full");

        assertThatThrownBy(() -> new DeadLetterPublisher(failing, "a-service", topic -> {}).publish(SOURCE, reason))
                .isInstanceOf(KafkaException.class);
    }

    private static MockProducer<String, byte[]> producer() {
        return new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    }
}
