package io.atelier.trainer.status;

import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.engine.Step;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** The metrics of one trial in training. */
final class TrialMeters {

    /** Weight of a batch in the smoothed loss and accuracy: scraping sees only some of the batches. */
    private static final double WEIGHT = 0.05;

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();
    private final Counter images;
    private final Counter batches;
    private final Counter waiting;
    private final Counter training;
    private final Counter validating;
    private final Counter copying;
    private final Counter stalled;
    private volatile double loss = Double.NaN;
    private volatile double accuracy = Double.NaN;
    private volatile double epoch;

    TrialMeters(MeterRegistry registry, TrialDefinition trial, DoubleSupplier secondsLeft) {
        this.registry = registry;
        this.tags = Tags.of(
                "run", trial.run(), "configuration", trial.configuration(), "seed", Long.toString(trial.seed()));
        images = counter("atelier.training.images", "Images trained on", Tags.empty());
        batches = counter("atelier.training.batches", "Batches trained on", Tags.empty());
        waiting = seconds("wait");
        training = seconds("step");
        validating = seconds("validate");
        copying = seconds("snapshot");
        stalled = seconds("commit");
        gauge("atelier.training.loss", "Loss of the latest batches, smoothed", () -> loss);
        gauge("atelier.training.accuracy.ratio", "Accuracy of the latest batches, smoothed", () -> accuracy);
        gauge("atelier.training.epoch", "Epochs finished", () -> epoch);
        gauge(
                "atelier.training.remaining.seconds",
                "Time until the last epoch ends at the present rate; early stopping may end it before",
                secondsLeft::getAsDouble);
    }

    void onBatch(Step step, int size, double waited, double trained) {
        images.increment(size);
        batches.increment();
        waiting.increment(waited);
        training.increment(trained);
        loss = smoothed(loss, step.loss());
        accuracy = smoothed(accuracy, (double) step.correct() / size);
    }

    void onEpoch(EpochMetrics metrics, double validationSeconds) {
        epoch = metrics.epoch();
        validating.increment(validationSeconds);
    }

    void onHandOver(double copied, double waited) {
        copying.increment(copied);
        stalled.increment(waited);
    }

    /** Once: later ones of the same names, should the trial come back, are not ours. */
    synchronized void remove() {
        meters.forEach(registry::remove);
        meters.clear();
    }

    private static double smoothed(double average, double value) {
        return Double.isNaN(average) ? value : average + WEIGHT * (value - average);
    }

    private Counter seconds(String phase) {
        return counter(
                "atelier.training.seconds",
                "Time of the training thread, by phase; commit is waiting for an earlier commit",
                Tags.of("phase", phase));
    }

    private Counter counter(String name, String description, Tags more) {
        Counter counter = Counter.builder(name)
                .description(description)
                .tags(tags.and(more))
                .register(registry);
        meters.add(counter);
        return counter;
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        meters.add(Gauge.builder(name, value)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry));
    }
}
