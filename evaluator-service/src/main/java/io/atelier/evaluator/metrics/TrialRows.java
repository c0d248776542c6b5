package io.atelier.evaluator.metrics;

import io.atelier.contract.VisibleText;
import io.atelier.contract.message.ClassScore;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.Evaluation;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.evaluator.view.Trial;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;

/** What the gauges show of a trial. */
final class TrialRows {

    /** Of a single trial; fewer where there are many. */
    private static final int EPOCHS_PER_TRIAL = 100;

    /** No label of a configuration has parentheses. */
    private static final String OTHERS = "(others)";

    private final Gauges gauges;

    TrialRows(Gauges gauges) {
        this.gauges = gauges;
    }

    /**
     * The rows of one trial.
     *
     * @param mostEpochs how many epochs have rows, the last ones
     * @param withClasses whether classes have, and the confusion matrix
     */
    void add(Trial trial, int mostEpochs, boolean withClasses) {
        TrialDefinition definition = trial.event().definition();
        Tags tags = Tags.of(
                "run",
                definition.run(),
                "configuration",
                definition.configuration(),
                "seed",
                Long.toString(definition.seed()));
        state(tags, trial.event());
        progress(tags, trial);
        int last = last(trial);
        trial.epochs()
                .tailMap(last - Math.min(mostEpochs, EPOCHS_PER_TRIAL), false)
                .values()
                .forEach(metrics ->
                        epoch(tags, metrics, trial.score(metrics.epoch()).orElse(null)));
        trial.bestEvaluation().ifPresent(best -> best(tags, best));
        trial.evaluation(trial.lastScored()).ifPresent(latest -> evaluation(tags, latest, withClasses));
    }

    /** What trials of a run that have no rows of their own have done together, so that sums over all trials stay right. */
    void addSums(String run, List<Trial> trials) {
        Tags tags = Tags.of("run", run, "configuration", OTHERS, "seed", OTHERS);
        gauges.attempts.add(Row.of(
                tags, trials.stream().mapToInt(trial -> trial.event().attempt()).sum()));
        gauges.plannedEpochs.add(Row.of(
                tags,
                trials.stream()
                        .mapToInt(trial -> trial.event().definition().epochs())
                        .sum()));
        gauges.finishedEpochs.add(Row.of(
                tags, trials.stream().mapToInt(trial -> trial.event().epoch()).sum()));
        gauges.unevaluatedEpochs.add(
                Row.of(tags, trials.stream().mapToInt(TrialRows::unevaluated).sum()));
        gauges.trainingSeconds.add(
                Row.of(tags, trials.stream().mapToDouble(TrialRows::seconds).sum()));
    }

    private void state(Tags trial, TrialEvent event) {
        gauges.state.add(Row.of(trial.and("state", event.state().name()), 1));
        gauges.attempts.add(Row.of(trial, event.attempt()));
        gauges.plannedEpochs.add(Row.of(trial, event.definition().epochs()));
        if (event.failure() != null) {
            String cause = event.failure().code().name().toLowerCase(Locale.ROOT);
            gauges.failure.add(Row.of(trial.and("cause", cause), 1));
        }
    }

    private void progress(Tags tags, Trial trial) {
        gauges.finishedEpochs.add(Row.of(tags, trial.event().epoch()));
        gauges.unevaluatedEpochs.add(Row.of(tags, unevaluated(trial)));
        gauges.trainingSeconds.add(Row.of(tags, seconds(trial)));
        trial.bestEpoch().ifPresent(best -> gauges.bestEpoch.add(Row.of(tags, best)));
        if (!trial.epochs().isEmpty()) {
            EpochMetrics latest = trial.epochs().lastEntry().getValue();
            gauges.latestLoss.add(Row.of(tags.and("split", Split.TRAIN.label()), latest.loss()));
            if (latest.valLoss() != null) {
                gauges.latestLoss.add(Row.of(tags.and("split", Split.VALIDATION.label()), latest.valLoss()));
            }
        }
    }

    private void epoch(Tags trial, EpochMetrics metrics, Trial.TestScore test) {
        Tags tags = trial.and("epoch", Integer.toString(metrics.epoch()));
        point(tags, Split.TRAIN, metrics.loss(), metrics.accuracy());
        if (metrics.valLoss() != null) {
            point(tags, Split.VALIDATION, metrics.valLoss(), metrics.valAccuracy());
        }
        if (test != null) {
            point(tags, Split.TEST, test.loss(), test.accuracy());
        }
        gauges.seconds.add(Row.of(tags, metrics.seconds()));
    }

    private void point(Tags tags, Split split, double loss, double accuracy) {
        Tags withSplit = tags.and("split", split.label());
        gauges.loss.add(Row.of(withSplit, loss));
        gauges.accuracy.add(Row.of(withSplit, accuracy));
    }

    private void best(Tags trial, Evaluation evaluation) {
        gauges.testLoss.add(Row.of(trial, evaluation.loss()));
        gauges.testAccuracy.add(Row.of(trial, evaluation.accuracy()));
        gauges.testPrecision.add(Row.of(trial, evaluation.precision()));
        gauges.testRecall.add(Row.of(trial, evaluation.recall()));
        gauges.testF1.add(Row.of(trial, evaluation.f1()));
        if (evaluation.top5() != null) {
            gauges.testTop5Accuracy.add(Row.of(trial, evaluation.top5()));
        }
        if (evaluation.augmented() != null) {
            gauges.testAugmentedAccuracy.add(
                    Row.of(trial, evaluation.augmented().accuracy()));
        }
    }

    private void evaluation(Tags trial, Evaluation evaluation, boolean withClasses) {
        gauges.evaluatedEpoch.add(Row.of(trial, evaluation.epoch()));
        if (!withClasses) {
            return;
        }
        for (ClassScore score : evaluation.perClass()) {
            Tags tags = trial.and("class", VisibleText.of(score.name()));
            gauges.precision.add(Row.of(tags, score.precision()));
            gauges.recall.add(Row.of(tags, score.recall()));
            gauges.f1.add(Row.of(tags, score.f1()));
            if (evaluation.confusion().isEmpty()) {
                continue;
            }
            for (ClassScore predicted : evaluation.perClass()) {
                int images = evaluation.confusion().get(score.label()).get(predicted.label());
                gauges.confusion.add(Row.of(tags.and("predicted", VisibleText.of(predicted.name())), images));
            }
        }
    }

    /** Epochs are evaluated in order: one that was passed over is not waited for. */
    private static int unevaluated(Trial trial) {
        return trial.epochs()
                .tailMap(Math.min(trial.lastScored(), last(trial)), false)
                .size();
    }

    private static double seconds(Trial trial) {
        return trial.epochs().values().stream()
                .mapToDouble(EpochMetrics::seconds)
                .sum();
    }

    private static int last(Trial trial) {
        return trial.epochs().isEmpty() ? 0 : trial.epochs().lastKey();
    }
}
