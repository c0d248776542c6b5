package io.atelier.trainer.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.Json;
import io.atelier.contract.TestBroker;
import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.ShiftedClock;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialState;
import io.atelier.engine.NativeRuntime;
import io.atelier.engine.Step;
import io.atelier.trainer.Kafka;
import io.atelier.trainer.training.Position;
import io.atelier.trainer.training.Trials;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A trainer whose clock is two hours ahead of the broker's: nothing that it publishes is taken. */
class ClockIT {

    private static final Duration AHEAD = Duration.ofHours(2);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Deliveries are counted, of every trial. */
    @BeforeEach
    void emptyTheQueue() throws InterruptedException {
        NativeRuntime.start(1);
        Kafka.admin().close();
        TestBroker.empty(Topic.TRIALS);
    }

    @AfterEach
    void reset() {
        ShiftedClock.set(Duration.ZERO);
    }

    @Test
    void shouldTakeNoTrialAndSayWhy() throws Exception {
        ShiftedClock.set(AHEAD);
        TrialDefinition trial = Trials.plain("clock", "fmnist_3", 64, 32, 1);
        Kafka.queue(trial);
        Taken wrong = new Taken(trial, false);
        Taken right = new Taken(trial, false);

        try (BatchAnswerer answerer = new BatchAnswerer();
                TestTrainer ahead = new TestTrainer("ahead", Duration.ofHours(1), wrong, shifted())) {
            assertThat(answerer).isNotNull();
            await().atMost(PATIENCE).until(() -> ahead.refusal().isPresent());
            try (TestTrainer good = new TestTrainer("good", Duration.ofHours(1), right)) {
                awaitCompleted(trial);
                good.stop();
            }
            ahead.stop();
        }

        assertThat(wrong.deliveries).isEmpty();
        assertThat(right.deliveries).containsExactly(1);
    }

    @Test
    void shouldGiveATrialInHandBackOnceAndTakeItWhenTheClockIsRight() throws Exception {
        TrialDefinition trial = Trials.plain("jump", "fmnist_3", 64, 32, 1);
        Kafka.queue(trial);
        Taken taken = new Taken(trial, true);

        try (BatchAnswerer answerer = new BatchAnswerer();
                TestTrainer trainer = new TestTrainer("jumping", Duration.ofHours(1), taken, shifted())) {
            assertThat(answerer).isNotNull();
            await().atMost(PATIENCE).until(() -> trainer.refusal().isPresent());
            await().during(Duration.ofSeconds(12)).atMost(PATIENCE).until(() -> taken.deliveries.equals(List.of(1)));

            ShiftedClock.set(Duration.ZERO);

            awaitCompleted(trial);
            assertThat(trainer.refusal()).isEmpty();
            trainer.stop();
        }
    }

    private static void awaitCompleted(TrialDefinition trial) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            for (var event : Kafka.read(Topic.TRIAL_EVENTS, trial.trial())) {
                if (Json.read(event.value(), TrialEvent.class).state() == TrialState.COMPLETED) {
                    return true;
                }
            }
            return false;
        });
    }

    private static KafkaClients shifted() {
        Map<String, Object> settings = new HashMap<>(Kafka.settings());
        settings.putAll(ShiftedClock.SETTINGS);
        return new KafkaClients(settings);
    }

    /** Notes deliveries of one trial, for other tests leave theirs in the queue; can set the clock in the middle of the first training. */
    private static final class Taken implements TrialObserver {
        private final List<Integer> deliveries = new CopyOnWriteArrayList<>();
        private final TrialDefinition expected;
        private final boolean jumps;

        Taken(TrialDefinition expected, boolean jumps) {
            this.expected = expected;
            this.jumps = jumps;
        }

        @Override
        public void onTaken(TrialDefinition trial, int delivery) {
            if (trial.equals(expected)) {
                deliveries.add(delivery);
            }
        }

        @Override
        public void onBatch(Position position, Step step, int images, double waited, double trained) {
            if (jumps && deliveries.size() == 1) {
                ShiftedClock.set(AHEAD);
            }
        }
    }
}
