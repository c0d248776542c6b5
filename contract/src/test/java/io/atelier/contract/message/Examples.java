package io.atelier.contract.message;

import io.atelier.contract.Json;
import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.chunk.ChunkManifest;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.dataset.DatasetSource;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.contract.halving.Halving;
import io.atelier.contract.halving.Rung;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One valid message of each kind, and of each kind with nothing optional in it. */
final class Examples {

    static final String SHA256 = "0123456789abcdef".repeat(4);

    static final DatasetReference DATASET = TestTrials.dataset("fashion-mnist-0a1b2c3d");

    static final StreamDefinition TEST_STREAM =
            new StreamDefinition(DATASET, Split.TEST, 10_000, 10_000, Holdout.NONE, List.of(), 1172, 0);

    static final StreamDefinition TRAIN_STREAM = new StreamDefinition(
            DATASET,
            Split.TRAIN,
            60_000,
            48_000,
            Holdout.shuffled(0.2, 42),
            List.of(new Augmentation.Keras(0.2, 0.2, 0, true)),
            293,
            7);

    static final StreamDefinition VALIDATION_STREAM = new StreamDefinition(
            DATASET, Split.VALIDATION, 60_000, 12_000, Holdout.shuffled(0.2, 42), List.of(), 1172, 0);

    static final StreamDefinition WHOLE_STREAM =
            new StreamDefinition(DATASET, Split.TRAIN, 60_000, 60_000, Holdout.NONE, List.of(), 1172, 7);

    static final Architecture ARCHITECTURE = TestTrials.read("""
            {"name": "small", "layers": [
              {"kind": "convolution", "filters": 8, "activation": "relu"}, {"kind": "output"}]}""");

    static final TrialDefinition TRIAL = trial("fmnist_4", 50, 5, TRAIN_STREAM, VALIDATION_STREAM);

    static final TrialDefinition TRIAL_WITHOUT_PATIENCE = trial("fmnist_4", 50, null, TRAIN_STREAM, VALIDATION_STREAM);

    static final TrialDefinition TRIAL_WITHOUT_VALIDATION = trial("fmnist_1", 10, null, WHOLE_STREAM, null);

    static final TrialDefinition TRIAL_THAT_COMPETES = TestTrials.competing(TRIAL, new Halving(3, 3, 9));

    static final TrialDefinition TRIAL_THAT_IS_EXTENSIBLE = TestTrials.extensible(TRIAL);

    static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

    static final Environment ENVIRONMENT =
            new Environment("0.1.0", "OpenJDK 17.0.2", "ND4J 1.0", 2, "4.2.1", "Linux 6.1 amd64", "A processor", 16, 8);

    private Examples() {}

    private static TrialDefinition trial(
            String configuration, int epochs, Integer patience, StreamDefinition train, StreamDefinition validation) {
        return new TrialDefinition(
                5,
                "night-1",
                3,
                configuration,
                ARCHITECTURE,
                TestTrials.recipe(train, epochs, patience),
                7,
                "report",
                train,
                validation,
                TEST_STREAM,
                null,
                null);
    }

    private static TrialEvent paused() {
        return TrialEvent.paused(
                TRIAL_THAT_COMPETES,
                AT,
                "trainer-1",
                2,
                new TrialResult(9, 8, 123.5, 1157, SHA256),
                List.of(new Rung(3, 0.5), new Rung(9, 0.3125)));
    }

    /** By the name of their golden file. */
    static Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("trial-definition", TRIAL);
        all.put("trial-definition-without-patience", TRIAL_WITHOUT_PATIENCE);
        all.put("trial-definition-without-validation", TRIAL_WITHOUT_VALIDATION);
        all.put("trial-definition-that-competes", TRIAL_THAT_COMPETES);
        all.put("trial-definition-that-is-extensible", TRIAL_THAT_IS_EXTENSIBLE);
        all.put(
                "dataset-description",
                new DatasetDescription(
                        1,
                        "shoes",
                        new Shape(64, 48, 3),
                        List.of("boot", "T-shirt \"/\" top"),
                        500,
                        100,
                        SHA256,
                        new DatasetSource("folder", "/data/shoes", Map.of("resize", "crop"))));
        all.put(
                "dataset-statistics",
                new DatasetStatistics(
                        1,
                        "shoes-01234567",
                        List.of(400, 100),
                        List.of(60, 40),
                        List.of(0.5, 0.25, 0.125),
                        List.of(0.25, 0.125, 0.0)));
        all.put("batch-request", new BatchRequest(TRAIN_STREAM, 3, 160, 4));
        all.put(
                "epoch-metrics",
                new EpochMetrics(2, TRIAL.trial(), 3, 0.3125, 0.875, 0.28125, 0.890625, 41.5, 1156.5, true, SHA256));
        all.put(
                "epoch-metrics-without-validation",
                new EpochMetrics(
                        2, TRIAL_WITHOUT_VALIDATION.trial(), 10, 0.125, 0.953125, null, null, 80, 750, false, SHA256));
        all.put("evaluation", evaluation(null));
        all.put("evaluation-augmented", evaluation(new Scores(0.125, 1, 0.875, 0.9375, 0.90625)));
        all.put("evaluation-of-many-classes", ofManyClasses());
        all.put("trial-event-queued", TrialEvent.queued(TRIAL, AT));
        all.put("trial-event-queued-again", TrialEvent.queued(TRIAL, AT, 2, 3));
        all.put("trial-event-running", TrialEvent.running(TRIAL, AT, "trainer-1", 2, 3));
        all.put(
                "trial-event-failed",
                TrialEvent.failed(
                        TRIAL_WITHOUT_VALIDATION,
                        AT,
                        "trainer-1",
                        1,
                        4,
                        new Failure(Failure.Code.NON_FINITE_LOSS, "The loss of batch 12 is NaN: lower the rate")));
        all.put(
                "trial-event-early-stopped",
                TrialEvent.ended(TRIAL, AT, "trainer-1", 1, new TrialResult(21, 16, 871.25, 1157, SHA256)));
        all.put(
                "trial-event-running-somewhere",
                TrialEvent.running(TRIAL, AT, "trainer-1", 2, 3).in(ENVIRONMENT));
        all.put("trial-event-paused", paused());
        all.put("trial-event-pruned", paused().pruned(AT.plusSeconds(1)));
        all.put(
                "chunk-manifest",
                new ChunkManifest(
                        1,
                        TRIAL.trial(),
                        "e3",
                        3,
                        2,
                        600_000,
                        SHA256,
                        Map.of("architecture", "fmnist_4", "an-attribute", "value")));
        return all;
    }

    static Evaluation evaluation(Scores augmented) {
        return new Evaluation(
                3,
                TRIAL.trial(),
                3,
                7,
                2,
                0.25,
                0.875,
                null,
                0.75,
                0.5,
                0.625,
                augmented,
                List.of(
                        new ClassScore(0, "T-shirt/top", 1, 0.75, 0.875, 4),
                        new ClassScore(1, "Trouser", 0.5, 0.25, 0.375, 3)),
                List.of(List.of(3, 1), List.of(2, 1)),
                List.of(),
                List.of(new Prediction(0, 1, 0, 0.5625)),
                List.of(new Prediction(6, 0, 1, 0.75)),
                SHA256);
    }

    private static Evaluation ofManyClasses() {
        return new Evaluation(
                3,
                TRIAL.trial(),
                3,
                70_000,
                65_536,
                0.25,
                0.5,
                0.75,
                0.75,
                0.5,
                0.625,
                null,
                IntStream.range(0, 20)
                        .mapToObj(i -> new ClassScore(65_535 - i, "class " + i, 0, 0, 0, 1))
                        .toList(),
                List.of(),
                List.of(new ConfusedPair(65_535, 7, 3), new ConfusedPair(7, 65_535, 1)),
                List.of(new Prediction(0, 65_535, 0, 0.5625)),
                List.of(),
                SHA256);
    }

    static byte[] json(String name) {
        return Json.write(all().get(name));
    }
}
