package io.atelier.evaluator.view;

import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.Evaluation;
import io.atelier.contract.message.TrialEvent;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * The latest of every trial. Written by one thread, read by any: what is read is immutable.
 *
 * <p>Holds the runs with the latest activity, {@code maxRuns} of them, and forgets the others.
 */
public final class RunView {

    private final int maxRuns;
    private final Map<String, RunTrials> runs = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();

    /** The trials of one run and the time of the latest record about it. */
    private static final class RunTrials {
        private final Map<String, Trial> trials = new ConcurrentHashMap<>();
        private volatile long lastActivity;
    }

    public RunView(int maxRuns) {
        this.maxRuns = maxRuns;
    }

    /** A number that is another one after every change. */
    public long version() {
        return version.get();
    }

    public Optional<Trial> trial(String id) {
        return Optional.ofNullable(runs.get(runOf(id))).map(run -> run.trials.get(id));
    }

    public Optional<Run> run(String id) {
        return Optional.ofNullable(runs.get(id)).flatMap(run -> snapshot(id, run.trials.values()));
    }

    /** All runs, the latest created first. */
    public List<Run> runs() {
        return runs.entrySet().stream()
                .flatMap(run -> snapshot(run.getKey(), run.getValue().trials.values()).stream())
                .sorted(Comparator.comparing(Run::created).reversed().thenComparing(Run::id))
                .toList();
    }

    /** The time of the latest record about a run, in milliseconds since the epoch; 0 for an unknown run. */
    public long lastActivity(String run) {
        RunTrials trials = runs.get(run);
        return trials == null ? 0 : trials.lastActivity;
    }

    void add(TrialEvent event, long timestamp) {
        change(event.definition().trial(), timestamp, trial -> trial.with(event));
    }

    void add(EpochMetrics metrics, long timestamp) {
        change(metrics.trial(), timestamp, trial -> trial.with(metrics));
    }

    void add(Evaluation evaluation, long timestamp) {
        change(evaluation.trial(), timestamp, trial -> trial.with(evaluation));
    }

    void removeTrial(String id) {
        RunTrials run = runs.get(runOf(id));
        Trial trial = run == null ? null : run.trials.get(id);
        if (trial == null || trial.event() == null) {
            return;
        }
        // The other topics may have been read further than this removal, up to a trial that was planned after it.
        run.trials.computeIfPresent(id, (key, removed) -> {
            Trial rest = removed.withoutEvent();
            return rest.isEmpty() ? null : rest;
        });
        if (run.trials.isEmpty()) {
            runs.remove(runOf(id));
        }
        version.incrementAndGet();
    }

    void removeEpoch(String id, int epoch, long timestamp) {
        if (trial(id).isPresent()) {
            change(id, timestamp, trial -> trial.withoutEpoch(epoch));
        }
    }

    void removeEvaluation(String id, int epoch, long timestamp) {
        if (trial(id).isPresent()) {
            change(id, timestamp, trial -> trial.withoutEvaluation(epoch));
        }
    }

    private void change(String id, long timestamp, UnaryOperator<Trial> change) {
        RunTrials run = runs.computeIfAbsent(runOf(id), name -> new RunTrials());
        run.trials.compute(id, (key, trial) -> change.apply(trial == null ? Trial.unknown(id) : trial));
        run.lastActivity = Math.max(run.lastActivity, timestamp);
        if (runs.size() > maxRuns) {
            forgetOldest();
        }
        version.incrementAndGet();
    }

    private void forgetOldest() {
        runs.entrySet().stream()
                .min(Comparator.comparingLong(run -> run.getValue().lastActivity))
                .ifPresent(oldest -> runs.remove(oldest.getKey()));
    }

    private static Optional<Run> snapshot(String id, Collection<Trial> trials) {
        List<Trial> known =
                trials.stream().filter(trial -> trial.event() != null).toList();
        return known.isEmpty() ? Optional.empty() : Optional.of(new Run(id, known));
    }

    private static String runOf(String trial) {
        int dot = trial.indexOf('.');
        return dot < 0 ? trial : trial.substring(0, dot);
    }
}
