package io.atelier.evaluator.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import java.util.ArrayList;
import java.util.List;

/**
 * Families of gauges, each filled with rows and then published at once; rows of the last time are gone. Facts stay as they
 * were published first, so that a scrape in the middle of an update finds them.
 */
final class Gauges {

    final Family info;
    final Family trials;
    final Family state;
    final Family failure;
    final Family attempts;
    final Family plannedEpochs;
    final Family finishedEpochs;
    final Family unevaluatedEpochs;
    final Family trainingSeconds;
    final Family latestLoss;
    final Family bestEpoch;
    final Family testLoss;
    final Family testAccuracy;
    final Family testPrecision;
    final Family testRecall;
    final Family testF1;
    final Family testTop5Accuracy;
    final Family testAugmentedAccuracy;
    final Family loss;
    final Family accuracy;
    final Family seconds;
    final Family evaluatedEpoch;
    final Family precision;
    final Family recall;
    final Family f1;
    final Family confusion;

    private final MeterRegistry registry;
    private final List<Family> families = new ArrayList<>();

    Gauges(MeterRegistry registry) {
        this.registry = registry;
        info = facts("atelier.run.info", "1 for each run, with its profile and dataset");
        trials = family("atelier.trials", "Trials of a run in a state");
        state = family("atelier.trial.state", "1 for the state that a trial is in");
        failure = family("atelier.trial.failure", "1 for a trial that failed, with the cause");
        attempts =
                family("atelier.trial.attempts", "How often trainers have begun to train a trial or to go on with it");
        plannedEpochs = family("atelier.trial.planned.epochs", "The most epochs of a trial; it may stop earlier");
        finishedEpochs = family("atelier.trial.finished.epochs", "Epochs of a trial that were trained and committed");
        unevaluatedEpochs = family("atelier.trial.unevaluated.epochs", "Finished epochs that wait for evaluation");
        trainingSeconds = family("atelier.trial.training.seconds", "Time that a trial's finished epochs took");
        latestLoss = family("atelier.trial.latest.loss", "Mean cross-entropy of a trial's latest epoch");
        testLoss = family("atelier.trial.test.loss", "Test loss of a trial's best epoch");
        testAccuracy = family("atelier.trial.test.accuracy.ratio", "Test accuracy of a trial's best epoch, 0 to 1");
        testPrecision = family("atelier.trial.test.precision.ratio", "Macro precision of a trial's best epoch, 0 to 1");
        testRecall = family("atelier.trial.test.recall.ratio", "Macro recall of a trial's best epoch, 0 to 1");
        testF1 = family("atelier.trial.test.f1.ratio", "Macro F1 of a trial's best epoch, 0 to 1");
        testTop5Accuracy = family(
                "atelier.trial.test.top5.accuracy.ratio",
                "Share of the test images whose class is among a trial's five most probable, of more than 20 classes");
        testAugmentedAccuracy = family(
                "atelier.trial.test.augmented.accuracy.ratio",
                "Test accuracy of a trial's best epoch by averaged predictions of changed copies, 0 to 1");
        bestEpoch = family("atelier.trial.best.epoch", "The epoch with the best parameters so far");
        loss = facts("atelier.epoch.loss", "Mean cross-entropy of an epoch");
        accuracy = facts("atelier.epoch.accuracy.ratio", "Accuracy of an epoch, 0 to 1");
        seconds = facts("atelier.epoch.seconds", "Time that an epoch took");
        evaluatedEpoch = family("atelier.evaluated.epoch", "The epoch that was evaluated last");
        precision = family("atelier.class.precision.ratio", "Precision of a class in the last evaluation, 0 to 1");
        recall = family("atelier.class.recall.ratio", "Recall of a class in the last evaluation, 0 to 1");
        f1 = family("atelier.class.f1.ratio", "F1 of a class in the last evaluation, 0 to 1");
        confusion = family("atelier.confusion.images", "Test images of a class by predicted class, last evaluation");
    }

    /** Makes the rows that were added since the last time the ones that are seen. */
    void publish() {
        families.forEach(Family::publish);
    }

    private Family facts(String name, String description) {
        return add(name, description, false);
    }

    private Family family(String name, String description) {
        return add(name, description, true);
    }

    private Family add(String name, String description, boolean changing) {
        Family family =
                new Family(MultiGauge.builder(name).description(description).register(registry), changing);
        families.add(family);
        return family;
    }

    /** Gauges of one name. */
    static final class Family {

        private final MultiGauge gauge;
        private final boolean changing;
        private List<MultiGauge.Row<?>> rows = new ArrayList<>();

        private Family(MultiGauge gauge, boolean changing) {
            this.gauge = gauge;
            this.changing = changing;
        }

        void add(MultiGauge.Row<?> row) {
            rows.add(row);
        }

        private void publish() {
            gauge.register(rows, changing);
            rows = new ArrayList<>();
        }
    }
}
