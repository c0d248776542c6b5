package io.atelier.evaluator.metrics;

import io.atelier.contract.message.ClassScore;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.Evaluation;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialState;
import io.atelier.evaluator.view.Run;
import io.atelier.evaluator.view.RunView;
import io.atelier.evaluator.view.Trial;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Gauges of the runs with the latest activity. Those of other runs are removed, and of very long trials only the last
 * epochs are there, so the number of series stays bounded. Belongs to one thread.
 */
public final class RunMeters {

    /** With three runs of six trials, three splits and two values: 10,800 series. */
    private static final int EPOCHS_PER_TRIAL = 100;

    private final RunView view;
    private final Duration retention;
    private final int maxRuns;
    private final Clock clock;
    private final Gauges gauges;
    private List<String> shown = List.of();
    private long version = -1;

    public RunMeters(RunView view, Duration retention, int maxRuns, Clock clock, MeterRegistry registry) {
        this.view = view;
        this.retention = retention;
        this.maxRuns = maxRuns;
        this.clock = clock;
        this.gauges = new Gauges(registry);
    }

    /** Brings the gauges up to date, if anything has changed. */
    public void refresh() {
        long latest = view.version();
        List<Run> runs = recentRuns();
        List<String> names = runs.stream().map(Run::id).toList();
        if (latest == version && names.equals(shown)) {
            return;
        }
        runs.forEach(this::add);
        gauges.publish();
        version = latest;
        shown = names;
    }

    private List<Run> recentRuns() {
        long oldest = clock.instant().minus(retention).toEpochMilli();
        return view.runs().stream()
                .filter(run -> view.lastActivity(run.id()) >= oldest)
                .sorted(Comparator.comparingLong((Run run) -> view.lastActivity(run.id()))
                        .reversed()
                        .thenComparing(Run::id))
                .limit(maxRuns)
                .toList();
    }

    private void add(Run run) {
        gauges.info.add(Row.of(
                Tags.of(
                        "run",
                        run.id(),
                        "profile",
                        run.profile(),
                        "dataset",
                        run.dataset(),
                        "synthetic",
                        Boolean.toString(run.synthetic())),
                1));
        for (Map.Entry<TrialState, Integer> count : run.counts().entrySet()) {
            gauges.trials.add(
                    Row.of(Tags.of("run", run.id(), "state", count.getKey().name()), count.getValue()));
        }
        run.trials().forEach(this::add);
    }

    private void add(Trial trial) {
        TrialDefinition definition = trial.event().definition();
        Tags tags = Tags.of(
                "run",
                definition.run(),
                "architecture",
                definition.architecture(),
                "seed",
                Long.toString(definition.seed()));
        gauges.state.add(Row.of(tags.and("state", trial.event().state().name()), 1));
        trial.bestEpoch().ifPresent(best -> gauges.bestEpoch.add(Row.of(tags, best)));
        int last = trial.epochs().isEmpty() ? 0 : trial.epochs().lastKey();
        trial.epochs()
                .tailMap(last - EPOCHS_PER_TRIAL, false)
                .values()
                .forEach(metrics -> epoch(tags, metrics, trial.scores().get(metrics.epoch())));
        if (!trial.evaluations().isEmpty()) {
            evaluation(tags, trial.evaluations().lastEntry().getValue());
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

    private void evaluation(Tags trial, Evaluation evaluation) {
        gauges.evaluatedEpoch.add(Row.of(trial, evaluation.epoch()));
        for (ClassScore score : evaluation.perClass()) {
            Tags tags = trial.and("class", score.name());
            gauges.precision.add(Row.of(tags, score.precision()));
            gauges.recall.add(Row.of(tags, score.recall()));
            gauges.f1.add(Row.of(tags, score.f1()));
            for (ClassScore predicted : evaluation.perClass()) {
                int images = evaluation.confusion().get(score.label()).get(predicted.label());
                gauges.confusion.add(Row.of(tags.and("predicted", predicted.name()), images));
            }
        }
    }
}
