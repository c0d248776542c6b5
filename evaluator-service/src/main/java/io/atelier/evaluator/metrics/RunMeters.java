package io.atelier.evaluator.metrics;

import io.atelier.contract.message.TrialState;
import io.atelier.evaluator.view.Run;
import io.atelier.evaluator.view.RunView;
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
        run.trials().forEach(rows::add);
    }
}
