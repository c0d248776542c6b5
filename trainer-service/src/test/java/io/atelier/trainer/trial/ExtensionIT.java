package io.atelier.trainer.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.Json;
import io.atelier.contract.Topic;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.Failure;
import io.atelier.contract.message.TestTrials;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialState;
import io.atelier.engine.NativeRuntime;
import io.atelier.engine.Step;
import io.atelier.trainer.Kafka;
import io.atelier.trainer.queue.Delivery;
import io.atelier.trainer.queue.Standing;
import io.atelier.trainer.training.Position;
import io.atelier.trainer.training.Trials;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Trials that are given more epochs: whole trainers with the real engine against a real broker. */
class ExtensionIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofHours(1);

    /** Has all its epochs from the start. */
    private static final TrialDefinition STRAIGHT = trial("more-straight", 4);

    private static BatchAnswerer answerer;

    @BeforeAll
    static void start() throws Exception {
        NativeRuntime.start(1);
        Kafka.admin().close();
        answerer = new BatchAnswerer();
        Kafka.queue(STRAIGHT);
    }

    @AfterAll
    static void stop() {
        answerer.close();
    }

    /** After its end, and again; the trainer of the added epochs is killed, and the record of the first two comes again. */
    @Test
    void shouldEndWithTheBitsOfATrialThatHadAllItsEpochsFromTheStart() throws Exception {
        TrialDefinition two = trial("more", 2);
        TrialDefinition four = two.withEpochs(4);
        Resumptions resumptions = new Resumptions();
        try (TestTrainer trainer = new TestTrainer("one", NEVER, resumptions)) {
            Kafka.queue(two);
            awaitEnd(two);
            trainer.stop();
        }
        assertThat(end(two).state()).isEqualTo(TrialState.COMPLETED);
        assertThat(keptStates(two)).hasSize(1);

        extend(four);
        try (TestTrainer trainer = new TestTrainer("killed", OFTEN, new KillAt(3, 1))) {
            assertThat(trainer.awaitDeath()).hasRootCauseInstanceOf(Killed.class);
        }
        Kafka.send(Delivery.anew(two, Standing.NONE));
        try (TestTrainer trainer = new TestTrainer("last", NEVER, resumptions)) {
            awaitEnd(four);
            int idle = resumptions.idle.get();
            Kafka.send(Delivery.anew(two, Standing.NONE));
            Kafka.send(Delivery.anew(two, Standing.NONE));
            await().atMost(PATIENCE).until(() -> resumptions.idle.get() >= idle + 2);
            trainer.stop();
        }

        assertSameAsStraight(four);
        assertThat(keptStates(four)).hasSize(1);
        assertThat(resumptions.of(four)).extracting(Position::epoch).containsExactly(1, 3);
        assertThat(TrialRecords.events(four))
                .extracting(TrialEvent::attempt)
                .last()
                .isEqualTo(3);
    }

    /** Its trainer is in the first of two epochs then, and must not end the trial with the second. */
    @Test
    void shouldGoOnUnderTheNewDefinitionIfItIsExtendedWhileItIsTrained() throws Exception {
        TrialDefinition two = trial("while", 2);
        TrialDefinition four = two.withEpochs(4);
        HoldAt hold = new HoldAt(two, 1, 2);
        try (TestTrainer trainer = new TestTrainer("one", OFTEN, hold)) {
            Kafka.queue(two);
            hold.reached.await();
            extend(four);
            hold.released.countDown();
            awaitEnd(four);
            trainer.stop();
        }

        assertSameAsStraight(four);
        assertThat(ends(two)).isEmpty();
    }

    @Test
    void shouldKeepNoStateOfATrialThatIsNotExtensible() throws Exception {
        TrialDefinition plain = Trials.plain("no-more", "fmnist_3", 64, 32, 1);
        try (TestTrainer trainer = new TestTrainer("one", NEVER, new TrialObserver() {})) {
            Kafka.queue(plain);
            awaitEnd(plain);
            trainer.stop();
        }

        assertThat(keptStates(plain)).isEmpty();
    }

    /** To begin from the start would publish its first epochs twice. */
    @Test
    void shouldFailATrialWhoseKeptStateIsGone() throws Exception {
        TrialDefinition four = trial("expired", 4);
        Kafka.send(Topic.TRIAL_EVENTS, four.trial(), Json.write(TrialEvent.queued(four, Instant.now(), 1, 2)));
        Kafka.send(Topic.TRIALS, four.trial(), Json.write(four));
        try (TestTrainer trainer = new TestTrainer("one", NEVER, new TrialObserver() {})) {
            awaitEnd(four);
            trainer.stop();
        }

        assertThat(end(four).failure())
                .isEqualTo(new Failure(
                        Failure.Code.INCOMPATIBLE_STATE,
                        "The state of trial expired.c.s1 after epoch 2 is gone: the broker keeps it for 90 days; plan it"
                                + " in a new run"));
        assertThat(TrialRecords.epochs(four)).isEmpty();
    }

    /** All that has state, with a schedule of steps. */
    private static TrialDefinition trial(String run, int epochs) {
        String recipe = """
                {"batch_size": 32, "epochs": %d, "optimizer": {"kind": "sgd", "learning_rate": 0.02, "momentum": 0.9},
                 "schedule": {"kind": "step", "every": 1, "factor": 0.7},
                 "holdout": {"kind": "tail", "fraction": 0.25}, "early_stopping": {"patience": 4},
                 "averaging": [{"kind": "lookahead", "steps": 4}, {"kind": "ema", "decay": 0.8, "every": 3}]}""";
        return TestTrials.extensible(
                Trials.of(run, "c", TestTrials.architecture("fmnist_3"), Trials.recipe(recipe.formatted(epochs)), 128));
    }

    /** As the planner does: it owns the trial, then both records go out together. */
    private static void extend(TrialDefinition longer) {
        String trial = longer.trial();
        try (Producer<String, byte[]> owner = Kafka.clients().ownerOf(trial)) {
            owner.initTransactions();
            List<TrialEvent> events = TrialRecords.events(longer);
            TrialEvent latest = events.get(events.size() - 1);
            TrialEvent next = TrialEvent.queued(longer, Instant.now(), latest.attempt(), latest.epoch());
            owner.beginTransaction();
            // What a send failed with, commitTransaction throws.
            var unusedRecord = owner.send(record(Topic.TRIALS, trial, longer));
            var unusedEvent = owner.send(record(Topic.TRIAL_EVENTS, trial, next));
            owner.commitTransaction();
        }
    }

    private static ProducerRecord<String, byte[]> record(Topic topic, String key, Object message) {
        return new ProducerRecord<>(topic.topicName(), topic.partitionOf(key), key, Json.write(message));
    }

    /** Every epoch once, with the same numbers. */
    private static void assertSameAsStraight(TrialDefinition trial) {
        awaitEnd(STRAIGHT);
        assertThat(end(trial).state()).isEqualTo(TrialState.COMPLETED);
        assertThat(end(trial).result())
                .usingRecursiveComparison()
                .ignoringFields("trainSeconds", "imagesPerSecond")
                .isEqualTo(end(STRAIGHT).result());
        List<EpochMetrics> epochs = TrialRecords.epochs(trial);
        assertThat(epochs).extracting(EpochMetrics::epoch).containsExactly(1, 2, 3, 4);
        assertThat(epochs)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("trial", "seconds", "imagesPerSecond")
                .isEqualTo(TrialRecords.epochs(STRAIGHT));
    }

    /** Keys of the manifests that compaction would leave. */
    private static Set<String> keptStates(TrialDefinition trial) {
        Set<String> manifests = new HashSet<>();
        for (ConsumerRecord<String, byte[]> record : Kafka.read(Topic.TRAINING_STATE)) {
            if (record.key().startsWith(trial.trial() + "/") && record.key().endsWith("/manifest")) {
                if (record.value() == null) {
                    manifests.remove(record.key());
                } else {
                    manifests.add(record.key());
                }
            }
        }
        return manifests;
    }

    private static void awaitEnd(TrialDefinition trial) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> !ends(trial)
                .isEmpty());
    }

    /** The only one under this definition. */
    private static TrialEvent end(TrialDefinition trial) {
        assertThat(ends(trial)).hasSize(1);
        return ends(trial).get(0);
    }

    private static List<TrialEvent> ends(TrialDefinition trial) {
        return TrialRecords.events(trial).stream()
                .filter(event -> event.state().isEnd() && event.definition().equals(trial))
                .toList();
    }

    /** Kills the trainer after a batch, when the state before it is committed. */
    private record KillAt(int epoch, int batch) implements TrialObserver {
        @Override
        public void onBatch(Position position, Step step, int images, double waited, double trained) {
            if (position.epoch() > epoch || (position.epoch() == epoch && position.batch() > batch)) {
                throw new Killed();
            }
        }
    }

    /** Holds the training of a trial after a batch. */
    private static final class HoldAt implements TrialObserver {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final TrialDefinition trial;
        private final int epoch;
        private final int batch;
        private TrialDefinition inHand;

        HoldAt(TrialDefinition trial, int epoch, int batch) {
            this.trial = trial;
            this.epoch = epoch;
            this.batch = batch;
        }

        @Override
        public void onTraining(TrialDefinition taken, Position from) {
            inHand = taken;
        }

        @Override
        public void onBatch(Position position, Step step, int images, double waited, double trained) {
            if (inHand.equals(trial) && position.epoch() == epoch && position.batch() == batch) {
                reached.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private static final class Resumptions implements TrialObserver {
        private final Queue<Map.Entry<String, Position>> from = new ConcurrentLinkedQueue<>();
        private final AtomicInteger idle = new AtomicInteger();

        @Override
        public void onTraining(TrialDefinition trial, Position position) {
            from.add(Map.entry(trial.trial(), position));
        }

        @Override
        public void onIdle() {
            idle.incrementAndGet();
        }

        List<Position> of(TrialDefinition trial) {
            return from.stream()
                    .filter(one -> one.getKey().equals(trial.trial()))
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }
}
