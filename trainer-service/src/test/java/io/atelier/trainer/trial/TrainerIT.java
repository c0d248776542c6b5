package io.atelier.trainer.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.EveryKafka;
import io.atelier.contract.Json;
import io.atelier.contract.Topic;
import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.Failure;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TestTrials;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialState;
import io.atelier.contract.recipe.Recipe;
import io.atelier.contract.tensor.Batch;
import io.atelier.contract.tensor.ImageRecord;
import io.atelier.engine.NativeRuntime;
import io.atelier.engine.Network;
import io.atelier.engine.Step;
import io.atelier.trainer.Kafka;
import io.atelier.trainer.queue.Delivery;
import io.atelier.trainer.queue.TrialQueue;
import io.atelier.trainer.queue.TrialQueueGroup;
import io.atelier.trainer.training.Position;
import io.atelier.trainer.training.SyntheticRecords;
import io.atelier.trainer.training.Trials;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole trainers with the real engine against a real broker. */
class TrainerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofHours(1);

    private static BatchAnswerer answerer;

    @BeforeAll
    static void start() throws Exception {
        NativeRuntime.start(1);
        Kafka.admin().close();
        answerer = new BatchAnswerer();
    }

    @AfterAll
    static void stop() {
        answerer.close();
    }

    @EveryKafka
    @Test
    void shouldEndWithTheSameBitsWhetherKilledStoppedOrLeftAlone() throws Exception {
        checkSameBits(validated("straight"), validated("disturbed"));
    }

    /** Momentum, a schedule over all steps, slow weights and averages are part of the state. */
    @Test
    void shouldEndWithTheSameBitsByARecipeWithAllThatHasState() throws Exception {
        checkSameBits(byRecipe("straight-recipe"), byRecipe("disturbed-recipe"));
    }

    /** Colours of another size and more classes than a byte counts, in bytes and in floats. */
    @Test
    void shouldTrainOnImagesOfAnySizeAndNumberOfClasses() throws Exception {
        for (String augmentation : List.of("", "{\"kind\": \"rotation\", \"degrees\": 5}")) {
            TrialDefinition trial = coloured(augmentation.isEmpty() ? "bytes" : "floats", augmentation);
            publish(trial);
            try (TestTrainer trainer = new TestTrainer("colours", NEVER, new TrialObserver() {})) {
                awaitEnd(trial);
                trainer.stop();
            }

            assertThat(TrialRecords.end(trial).state()).isEqualTo(TrialState.COMPLETED);
            assertThat(TrialRecords.end(trial).result().paramsSha256()).isEqualTo(trainedHere(trial));
            // About the logarithm of 300, as of noise.
            assertThat(TrialRecords.epochs(trial)).hasSize(2).allSatisfy(epoch -> assertThat(epoch.valLoss())
                    .isBetween(5.0, 6.5));
        }
    }

    private static TrialDefinition coloured(String run, String augmentation) {
        Recipe recipe = Trials.recipe("""
                {"batch_size": 20, "epochs": 2, "holdout": {"kind": "tail", "fraction": 0.25}, "augmentations": [%s]}""".formatted(augmentation));
        Architecture architecture = TestTrials.read("""
                {"name": "own", "layers": [{"kind": "convolution", "filters": 4, "activation": "relu"},
                  {"kind": "max_pool"}, {"kind": "output"}]}""");
        return Trials.of(run, "own", architecture, recipe, 96, new DatasetReference("colours", 12, 10, 3, 300));
    }

    /** Without Kafka, records and their parts. */
    private static String trainedHere(TrialDefinition trial) throws Exception {
        NativeRuntime.start(2);
        StreamDefinition train = trial.train();
        try (Network network = Network.create(
                trial.dataset().shape().plan(trial.architecture()), trial.recipe(), trial.batches(), trial.seed())) {
            long iteration = 0;
            for (int epoch = 1; epoch <= trial.epochs(); epoch++) {
                float[] images = new float[train.images() * 360];
                int[] labels = new int[train.images()];
                for (int index = 0; index < train.records(); index++) {
                    ImageRecord record = SyntheticRecords.record(train, epoch, index);
                    int first = index * train.recordImages();
                    record.copy(0, record.size(), images, first * 360);
                    for (int i = 0; i < record.size(); i++) {
                        labels[first + i] = record.label(i);
                    }
                }
                for (int from = 0; from < labels.length; from += 20) {
                    int size = Math.min(20, labels.length - from);
                    Batch batch = new Batch(
                            FloatBuffer.wrap(images, from * 360, size * 360),
                            Arrays.copyOfRange(labels, from, from + size));
                    network.trainStep(batch, iteration++, trial.seed());
                }
            }
            return Network.sha256(network.parameters());
        }
    }

    /** The disturbed trial streams its validation images, too, which the other one keeps. */
    private static void checkSameBits(TrialDefinition straight, TrialDefinition disturbed) throws Exception {
        publish(straight);
        try (TestTrainer trainer = new TestTrainer("one", NEVER, new TrialObserver() {})) {
            awaitEnd(straight);
            trainer.stop();
        }

        publish(disturbed);
        for (Kill kill : List.of(new Kill(1, 3), new Kill(2, 2))) {
            try (TestTrainer trainer = TestTrainer.streaming("killed", OFTEN, kill)) {
                assertThat(trainer.awaitDeath()).hasRootCauseInstanceOf(Killed.class);
            }
        }
        StopAt stopAt = new StopAt(2, 4);
        try (TestTrainer trainer = TestTrainer.streaming("stopped", NEVER, stopAt)) {
            stopAt.stop(trainer);
        }
        assertThat(TrialRecords.events(disturbed))
                .last()
                .extracting(TrialEvent::state)
                .isEqualTo(TrialState.QUEUED);
        Resumption resumption = new Resumption();
        try (TestTrainer trainer = TestTrainer.streaming("last", OFTEN, resumption)) {
            awaitEnd(disturbed);
            trainer.stop();
        }

        // Five batches of the first epoch and four of the second.
        assertThat(resumption.from.iteration()).isEqualTo(9);
        assertThat(TrialRecords.end(disturbed).result().paramsSha256())
                .isEqualTo(TrialRecords.end(straight).result().paramsSha256());
        assertThat(TrialRecords.end(disturbed).result().bestEpoch())
                .isEqualTo(TrialRecords.end(straight).result().bestEpoch());
        List<EpochMetrics> epochs = TrialRecords.epochs(disturbed);
        assertThat(epochs).extracting(EpochMetrics::epoch).containsExactly(1, 2, 3);
        assertThat(epochs)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("trial", "seconds", "imagesPerSecond")
                .isEqualTo(TrialRecords.epochs(straight));
    }

    @Test
    void shouldGoOnAfterTrialsThatCanNotBeTrained() throws Exception {
        TrialDefinition misfit = ofLayers("misfit", """
                {"kind": "convolution", "filters": 4, "kernel": 31, "padding": "valid"}, {"kind": "output"}""");
        TrialDefinition good = Trials.of(
                "good",
                "fmnist_3",
                TestTrials.architecture("fmnist_3"),
                Trials.recipe("{\"batch_size\": 32, \"prediction\": {\"mirror\": true}}"),
                64);
        Kafka.send(Topic.TRIALS, "not json", "garbage".getBytes(StandardCharsets.UTF_8));
        publish(misfit);
        publish(good);

        try (TestTrainer trainer = new TestTrainer("one", NEVER, new TrialObserver() {})) {
            awaitEnd(good);
            trainer.stop();
        }

        assertThat(TrialRecords.end(misfit).failure())
                .isEqualTo(new Failure(
                        Failure.Code.INVALID_DEFINITION, "layers[0].kernel must fit 28x28, but is [31, 31]"));
        assertThat(errors("not json"))
                .containsExactly("Expected TrialDefinition as JSON: Unrecognized token 'garbage':"
                        + " was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')");
        assertThat(errors(misfit.trial())).singleElement().asString().startsWith("INVALID_DEFINITION: layers[0]");
        assertThat(TrialRecords.end(good).state()).isEqualTo(TrialState.COMPLETED);
    }

    @Test
    void shouldFailATrialThatKillsItsTrainers() throws Exception {
        TrialDefinition deadly = Trials.plain("deadly", "fmnist_3", 64, 32, 1);
        publish(deadly);
        for (int i = 0; i < TestTrainer.ATTEMPTS; i++) {
            try (TestTrainer trainer = new TestTrainer("victim", NEVER, new Kill(1, 1))) {
                assertThat(trainer.awaitDeath()).hasRootCauseInstanceOf(Killed.class);
            }
        }

        try (TestTrainer trainer = new TestTrainer("survivor", NEVER, new Kill(1, 1))) {
            awaitEnd(deadly);
            trainer.stop();
        }

        assertThat(TrialRecords.end(deadly).failure().code()).isEqualTo(Failure.Code.TRAINERS_KEEP_FAILING);
        assertThat(errors(deadly.trial())).hasSize(1);
    }

    @Test
    void shouldNotFailATrialThatMakesProgressHoweverOftenItIsTaken() throws Exception {
        TrialDefinition hardy = Trials.plain("hardy", "fmnist_3", 256, 32, 1);
        publish(hardy);
        for (int batch = 1; batch <= 6; batch++) {
            StopAt stopAt = new StopAt(1, batch);
            try (TestTrainer trainer = new TestTrainer("visitor", NEVER, stopAt)) {
                stopAt.stop(trainer);
            }
        }

        try (TestTrainer trainer = new TestTrainer("last", NEVER, new TrialObserver() {})) {
            awaitEnd(hardy);
            trainer.stop();
        }

        assertThat(TrialRecords.end(hardy).state()).isEqualTo(TrialState.COMPLETED);
        assertThat(TrialRecords.epochs(hardy)).hasSize(1);
    }

    @EveryKafka
    @Test
    void shouldTrainATrialWhoseDeliveriesWereUsedUpBeforeAnybodyBeganIt() throws Exception {
        TrialDefinition dropped = Trials.plain("dropped", "fmnist_3", 64, 32, 1);
        publish(dropped);
        try (Admin admin = Kafka.admin();
                TrialQueue queue = TrialQueue.open(Kafka.clients())) {
            int deliveries = TrialQueueGroup.configure(admin, OptionalInt.empty());
            for (int i = 0; i < deliveries; i++) {
                assertThat(queue.release(queue.take(PATIENCE).orElseThrow())).isTrue();
            }
            assertThat(queue.take(Duration.ofSeconds(2))).isEmpty();
        }

        try (TestTrainer trainer = new TestTrainer("finder", NEVER, new TrialObserver() {})) {
            awaitEnd(dropped);
            trainer.stop();
            assertThat(trainer.dropped()).isOne();
        }

        assertThat(TrialRecords.end(dropped).state()).isEqualTo(TrialState.COMPLETED);
        assertThat(TrialRecords.end(dropped).attempt()).isEqualTo(1);
    }

    @Test
    void shouldNotDisturbATrialByItsEarlierRecord() throws Exception {
        TrialDefinition doubled = Trials.plain("doubled", "fmnist_3", 64, 32, 1);
        publish(doubled);
        StopAt hold = new StopAt(1, 1);
        try (TrialQueue queue = TrialQueue.open(Kafka.clients())) {
            Delivery earlier = queue.take(PATIENCE).orElseThrow();
            publish(doubled);
            try (TestTrainer owner = new TestTrainer("owner", NEVER, hold)) {
                assertThat(hold.reached.await(90, TimeUnit.SECONDS)).isTrue();
                assertThat(queue.release(earlier)).isTrue();
                try (TestTrainer other = new TestTrainer("other", NEVER, new TrialObserver() {})) {
                    awaitOne();
                    other.stop();
                }
                hold.asked.countDown();
                awaitEnd(doubled);
                owner.stop();
            }
        }

        assertThat(TrialRecords.events(doubled))
                .filteredOn(event -> event.state() != TrialState.QUEUED)
                .extracting(TrialEvent::trainer)
                .containsOnly("owner");
    }

    /** Removed are a trial that waits in the queue and one that the queue has lost, which who looks for such would find. */
    @Test
    void shouldNotTrainATrialThatWasRemoved() throws Exception {
        TrialDefinition waiting = Trials.plain("removed-waiting", "fmnist_3", 64, 32, 1);
        TrialDefinition lost = Trials.plain("removed-lost", "fmnist_3", 64, 32, 1);
        TrialDefinition changed = Trials.plain("removed-changed", "fmnist_3", 64, 32, 1);
        TrialDefinition kept = Trials.plain("removed-not", "fmnist_3", 64, 32, 1);
        publish(waiting);
        Kafka.send(Topic.TRIAL_EVENTS, waiting.trial(), null);
        Kafka.send(Topic.TRIAL_EVENTS, lost.trial(), Json.write(TrialEvent.queued(lost, Instant.now())));
        Kafka.send(Topic.TRIAL_EVENTS, lost.trial(), null);
        publish(changed);
        publish(Trials.plain("removed-changed", "fmnist_3", 64, 32, 2));
        publish(kept);

        try (TestTrainer trainer = new TestTrainer("one", NEVER, new TrialObserver() {})) {
            awaitEnd(kept);
            trainer.stop();
        }

        assertThat(Kafka.read(Topic.TRIAL_EVENTS, waiting.trial()))
                .hasSize(2)
                .last()
                .satisfies(event -> assertThat(event.value()).isNull());
        assertThat(Kafka.read(Topic.TRIAL_EVENTS, lost.trial())).hasSize(2);
        assertThat(Kafka.read(Topic.TRIALS, lost.trial())).isEmpty();
        assertThat(TrialRecords.epochs(waiting)).isEmpty();
        assertThat(TrialRecords.epochs(changed))
                .as("of the definition that counts")
                .hasSize(2);
    }

    /** Dropout, validation and early stopping, five batches an epoch, the last of them short. */
    private static TrialDefinition validated(String run) {
        return Trials.validated(run, "fmnist_3", 192, 32, 3, 3);
    }

    private static TrialDefinition byRecipe(String run) {
        Recipe recipe = Trials.recipe("""
                {"batch_size": 32, "epochs": 3, "label_smoothing": 0.1,
                 "optimizer": {"kind": "sgd", "learning_rate": 0.02, "momentum": 0.9, "nesterov": true,
                               "weight_decay": 0.0005, "rates": {"bias": 2}},
                 "schedule": {"kind": "one_cycle"},
                 "holdout": {"kind": "tail", "fraction": 0.25}, "early_stopping": {"patience": 3},
                 "averaging": [{"kind": "lookahead", "steps": 4}, {"kind": "ema", "decay": 0.8, "every": 3}]}""");
        return Trials.of(run, "fmnist_3", TestTrials.architecture("fmnist_3"), recipe, 192);
    }

    private static TrialDefinition ofLayers(String run, String layers) {
        Architecture architecture = TestTrials.read("{\"name\": \"own\", \"layers\": [" + layers + "]}");
        return Trials.of(
                run,
                "own",
                architecture,
                TestTrials.recipe(Trials.plain(run, "own", 64, 32, 1).train(), 1, null),
                64);
    }

    private static void publish(TrialDefinition trial) throws InterruptedException {
        Kafka.queue(trial);
    }

    private static void awaitEnd(TrialDefinition trial) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> TrialRecords.events(trial).stream()
                .anyMatch(event -> event.state().isEnd()));
    }

    /** Until the queue holds one record only. */
    private static void awaitOne() throws InterruptedException {
        TopicPartition partition = new TopicPartition(Topic.TRIALS.topicName(), 0);
        ListShareGroupOffsetsSpec spec = new ListShareGroupOffsetsSpec().topicPartitions(List.of(partition));
        try (Admin admin = Kafka.admin()) {
            await().atMost(PATIENCE)
                    .until(() -> admin.listShareGroupOffsets(Map.of(TrialQueueGroup.NAME, spec))
                                    .partitionsToOffsetInfo(TrialQueueGroup.NAME)
                                    .get()
                                    .get(partition)
                                    .lag()
                                    .orElseThrow()
                            == 1);
        }
    }

    private static List<String> errors(String key) {
        return Kafka.read(Topic.DEAD_LETTERS, key).stream()
                .map(record -> new String(record.headers().lastHeader("error").value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Kills the trainer after a batch, or at the first after it. */
    private record Kill(int epoch, int batch) implements TrialObserver {
        @Override
        public void onBatch(Position position, Step step, int images, double waited, double trained) {
            if (position.epoch() > epoch || (position.epoch() == epoch && position.batch() >= batch)) {
                throw new Killed();
            }
        }
    }

    /** Holds training after a batch until the trainer is asked to stop. */
    private static final class StopAt implements TrialObserver {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch asked = new CountDownLatch(1);
        private final int epoch;
        private final int batch;

        StopAt(int epoch, int batch) {
            this.epoch = epoch;
            this.batch = batch;
        }

        @Override
        public void onBatch(Position position, Step step, int images, double waited, double trained) {
            if (position.epoch() > epoch || (position.epoch() == epoch && position.batch() >= batch)) {
                reached.countDown();
                try {
                    asked.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        void stop(TestTrainer trainer) throws InterruptedException {
            assertThat(reached.await(90, TimeUnit.SECONDS)).isTrue();
            trainer.requestStop();
            asked.countDown();
            trainer.stop();
        }
    }

    private static final class Resumption implements TrialObserver {
        private volatile Position from;

        @Override
        public void onTraining(TrialDefinition trial, Position position) {
            from = position;
        }
    }
}
