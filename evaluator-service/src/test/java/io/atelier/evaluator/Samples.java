package io.atelier.evaluator;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.dataset.DatasetSource;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.contract.dataset.KnownShapes;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.experiment.Configuration;
import io.atelier.contract.experiment.Experiment;
import io.atelier.contract.message.ClassScore;
import io.atelier.contract.message.ConfusedPair;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.Evaluation;
import io.atelier.contract.message.Prediction;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TestTrials;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialResult;
import io.atelier.contract.recipe.Holdout;
import io.atelier.evaluator.scoring.ClassificationReport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Messages for tests. */
public final class Samples {

    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    public static final String SHA256 = "0123456789abcdef".repeat(4);

    /** Of Fashion-MNIST, and of the images that are drawn in its place. */
    public static final List<String> CLASSES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    public static final DatasetDescription SHOES = new DatasetDescription(
            DatasetDescription.SCHEMA,
            "shoes",
            new Shape(4, 4, 3),
            List.of("boot", "clog"),
            10,
            2,
            SHA256,
            new DatasetSource("folder", "/shoes", Map.of()));

    public static final DatasetStatistics SHOES_STATISTICS = new DatasetStatistics(
            DatasetStatistics.SCHEMA,
            SHOES.id(),
            List.of(8, 2),
            List.of(1, 1),
            List.of(0.5, 0.25, 0.125),
            List.of(0.25, 0.125, 0.0625));

    private Samples() {}

    /** The only trial of its run. */
    public static TrialDefinition definition(String run, String dataset) {
        return definition(run, 1, 1, dataset);
    }

    /** One of {@code runTrials}. */
    public static TrialDefinition definition(String run, int runTrials, long seed, String dataset) {
        return definition(run, runTrials, seed, TestTrials.dataset(dataset));
    }

    public static TrialDefinition definition(String run, int runTrials, long seed, DatasetReference dataset) {
        return TestTrials.trial(
                run,
                runTrials,
                "fmnist_3",
                seed,
                "report",
                50,
                5,
                new StreamDefinition(dataset, Split.TRAIN, 60_000, 45_000, Holdout.tail(0.25), List.of(), 128, 1),
                new StreamDefinition(dataset, Split.VALIDATION, 60_000, 15_000, Holdout.tail(0.25), List.of(), 128, 0),
                testStream(dataset, 2));
    }

    /** Drawn configurations of a small network, which differ in learning rate, units and drop rate. */
    public static List<Configuration> sweep(int number) {
        String request = """
                {"architectures": [{"name": "tiny", "layers": [{"kind": "dense", "units": 64},
                  {"kind": "dropout", "name": "drop", "rate": 0.3}, {"kind": "output"}]}],
                 "recipe": {"epochs": 3, "holdout": {"kind": "tail", "fraction": 0.25}},
                 "sweep": {"method": "random", "number": %d, "parameters": {
                   "recipe.optimizer.learning_rate": {"kind": "log_uniform", "least": 1e-4, "most": 1e-2},
                   "architectures.tiny.layers.drop.rate": {"kind": "choices", "values": [0.1, 0.3, 0.5]},
                   "architectures.tiny.layers.dense_1.units":
                     {"kind": "log_uniform", "least": 16, "most": 512, "whole": true}}}}""".formatted(number);
        try {
            return Experiment.read(request.getBytes(StandardCharsets.UTF_8), KnownShapes.FASHION_MNIST)
                    .configurations();
        } catch (InvalidDefinitionException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** One of {@code runTrials}, of a configuration that {@link #sweep} gives. */
    public static TrialDefinition definition(String run, int runTrials, long seed, Configuration configuration) {
        Holdout holdout = configuration.recipe().holdout();
        return new TrialDefinition(
                TrialDefinition.SCHEMA,
                run,
                runTrials,
                configuration.label(),
                configuration.architecture(),
                configuration.recipe(),
                seed,
                "experiment",
                new StreamDefinition(TestTrials.DATASET, Split.TRAIN, 60_000, 45_000, holdout, List.of(), 128, seed),
                new StreamDefinition(TestTrials.DATASET, Split.VALIDATION, 60_000, 15_000, holdout, List.of(), 128, 0),
                testStream("synthetic", 2),
                null,
                null);
    }

    public static StreamDefinition testStream(String dataset, int images) {
        return testStream(TestTrials.dataset(dataset), images);
    }

    private static StreamDefinition testStream(DatasetReference dataset, int images) {
        return new StreamDefinition(dataset, Split.TEST, images, images, Holdout.NONE, List.of(), 128, 0);
    }

    public static EpochMetrics metrics(String trial, int epoch, boolean best) {
        return metrics(trial, epoch, best, SHA256);
    }

    public static EpochMetrics metrics(String trial, int epoch, boolean best, String paramsSha256) {
        return new EpochMetrics(EpochMetrics.SCHEMA, trial, epoch, 0.5, 0.8, 0.4, 0.85, 10, 4500, best, paramsSha256);
    }

    /** Of an epoch that was the best so far. */
    public static EpochMetrics metrics(String trial, int epoch, double valAccuracy) {
        return new EpochMetrics(
                EpochMetrics.SCHEMA, trial, epoch, 0.5, 0.8, 1 - valAccuracy, valAccuracy, 10, 4500, true, SHA256);
    }

    /** Two images: one right, one wrong. */
    public static Evaluation evaluation(String trial, int epoch) {
        return evaluation(trial, epoch, SHA256);
    }

    public static Evaluation evaluation(String trial, int epoch, String paramsSha256) {
        float[] logits = new float[20];
        logits[3] = 100;
        logits[14] = 100;
        ClassificationReport report = ClassificationReport.of(new int[] {3, 5}, logits, CLASSES);
        return evaluation(trial, epoch, report, paramsSha256);
    }

    /** Without averaged predictions. */
    public static Evaluation evaluation(String trial, int epoch, ClassificationReport report, String paramsSha256) {
        return new Evaluation(
                Evaluation.SCHEMA,
                trial,
                epoch,
                report.images(),
                report.classes(),
                report.loss(),
                report.accuracy(),
                report.top5(),
                report.precision(),
                report.recall(),
                report.f1(),
                null,
                report.perClass(),
                report.confusion(),
                report.confused(),
                report.sample(),
                report.mistakes(),
                paramsSha256);
    }

    /** With one pair of confused classes. */
    public static Evaluation evaluationOfManyClasses(String trial, int epoch, int classes) {
        List<ClassScore> worst = IntStream.range(0, Evaluation.MAX_SHOWN)
                .mapToObj(i -> new ClassScore(i, "class-" + i, 0, 0, 0, 1))
                .toList();
        return new Evaluation(
                Evaluation.SCHEMA,
                trial,
                epoch,
                2,
                classes,
                0.5,
                0,
                0.75,
                0.2,
                0.2,
                0.2,
                null,
                worst,
                List.of(),
                List.of(new ConfusedPair(classes - 1, 7, 2)),
                List.of(new Prediction(0, classes - 1, 7, 0.75)),
                List.of(new Prediction(0, classes - 1, 7, 0.75)),
                SHA256);
    }

    public static TrialResult result(int epochs, int bestEpoch) {
        return new TrialResult(epochs, bestEpoch, 30, 4500, SHA256);
    }
}
