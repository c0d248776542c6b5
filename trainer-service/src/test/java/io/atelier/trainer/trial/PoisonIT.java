package io.atelier.trainer.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.Json;
import io.atelier.contract.Topic;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialState;
import io.atelier.engine.NativeRuntime;
import io.atelier.trainer.Kafka;
import io.atelier.trainer.training.Trials;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Whatever lies in the queue becomes a dead letter with the reason, once, and the next trial is trained. */
class PoisonIT {

    private static final TrialDefinition POISONED = Trials.plain("poisoned", "fmnist_3", 64, 32, 1);
    private static final TrialDefinition DEFECT = Trials.plain("defect", "fmnist_3", 64, 32, 1);
    private static final TrialDefinition GOOD = Trials.plain("after-poison", "fmnist_3", 64, 32, 1);

    @Test
    void shouldOutliveWhateverLiesInTheQueue() throws Exception {
        NativeRuntime.start(1);
        Kafka.admin().close();
        Kafka.send(Topic.TRIAL_EVENTS, POISONED.trial(), Json.write(TrialEvent.queued(POISONED, Instant.now())));
        send(POISONED.trial(), Json.write(POISONED), "iteration", null);
        send(POISONED.trial(), Json.write(POISONED), "attempts", "-5");
        send(POISONED.trial(), Json.write(POISONED), "attempts", Integer.toString(Integer.MAX_VALUE));
        send(null, Json.write(POISONED), "attempts", "0");
        send(POISONED.trial(), null, "attempts", "0");
        send(POISONED.trial(), new byte[0], "attempts", "0");
        Kafka.queue(DEFECT);
        Kafka.queue(GOOD);

        try (BatchAnswerer answerer = new BatchAnswerer();
                TestTrainer trainer = new TestTrainer("one", Duration.ofHours(1), new Defect())) {
            assertThat(answerer).isNotNull();
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> Kafka.read(Topic.TRIAL_EVENTS, GOOD.trial()).stream()
                            .anyMatch(PoisonIT::isCompleted));
            trainer.stop();
        }

        assertThat(errors(POISONED.trial()))
                .satisfiesExactly(
                        error -> assertThat(error).endsWith("in header iteration, found null"),
                        error -> assertThat(error).endsWith("in header attempts, found \"-5\""),
                        error -> assertThat(error).contains("Expected at most 0 attempts", "found 2147483647"),
                        error -> assertThat(error).endsWith("found an empty record"),
                        error -> assertThat(error).startsWith("Expected TrialDefinition as JSON"));
        assertThat(errors(null)).singleElement().asString().endsWith("which the value is about, found null");
        assertThat(errors(DEFECT.trial()))
                .singleElement()
                .isEqualTo("internal error: java.lang.IllegalStateException: a defect");
    }

    private static void send(String key, byte[] value, String header, String text) throws InterruptedException {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topic.TRIALS.topicName(), 0, key, value);
        record.headers().add(header, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
        Kafka.send(record);
    }

    private static boolean isCompleted(ConsumerRecord<String, byte[]> event) {
        try {
            return Json.read(event.value(), TrialEvent.class).state() == TrialState.COMPLETED;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> errors(String key) {
        return Kafka.read(Topic.DEAD_LETTERS).stream()
                .filter(letter -> key == null ? letter.key() == null : key.equals(letter.key()))
                .map(letter -> new String(letter.headers().lastHeader("error").value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** What nobody thought of, met with one record. */
    private static final class Defect implements TrialObserver {
        @Override
        public void onTaken(TrialDefinition trial, int delivery) {
            if (trial.equals(DEFECT)) {
                throw new IllegalStateException("a defect");
            }
        }
    }
}
