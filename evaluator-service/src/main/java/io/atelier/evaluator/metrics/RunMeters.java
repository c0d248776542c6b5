package io.atelier.evaluator.metrics;

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
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Gauges of the runs with the latest activity. Those of other runs are removed. Of these runs' trials the ones that were
 * heard of last have series of their own; what can be added up of the others is one series per run. Of very long trials
 * only the last epochs are there, and classes only of few trials: so the number of series stays bounded. Belongs to one
 * thread.
 */
public final class RunMeters {

    /** With series of their own: at most 18 without epochs and classes, 3,600 together. */
    static final int MOST_TRIALS = 200;

    /** Of all trials together, with up to seven series each: 14,000. */
    static final int MOST_EPOCHS = 2_000;

    /** With a series for every cell of the confusion matrix: 2,620 for ten classes. */
    static final int MOST_TRIALS_WITH_CLASSES = 20;

    /** What a trainer has in hand, then what was heard of last. */
    private static final Comparator<Trial> LATEST_FIRST = Comparator.comparing(
                    (Trial trial) -> trial.event().state() != TrialState.RUNNING)
            .thenComparing(trial -> trial.event().at(), Comparator.reverseOrder())
            .thenComparing(Trial::id);

    private final RunView view;
    private final Duration retention;
    private final int maxRuns;
    private final Clock clock;
    private final Gauges gauges;
    private final TrialRows rows;
    private List<String> shown = List.of();
    private long version = -1;

    public RunMeters(RunView view, Duration retention, int maxRuns, Clock clock, MeterRegistry registry) {
        this.view = view;
        this.retention = retention;
        this.maxRuns = maxRuns;
        this.clock = clock;
        this.gauges = new Gauges(registry);
        this.rows = new TrialRows(gauges);
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
        addTrials(runs);
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
    }

    private void addTrials(List<Run> runs) {
        List<Trial> trials = runs.stream()
                .flatMap(run -> run.trials().stream())
                .sorted(LATEST_FIRST)
                .toList();
        List<Trial> listed = trials.subList(0, Math.min(MOST_TRIALS, trials.size()));
        for (int i = 0; i < listed.size(); i++) {
            rows.add(listed.get(i), MOST_EPOCHS / listed.size(), i < MOST_TRIALS_WITH_CLASSES);
        }
        trials.subList(listed.size(), trials.size()).stream()
                .collect(Collectors.groupingBy(
                        trial -> trial.event().definition().run(), TreeMap::new, Collectors.toList()))
                .forEach(rows::addSums);
    }
}
