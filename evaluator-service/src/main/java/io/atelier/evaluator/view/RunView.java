package io.atelier.evaluator.view;

import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.Evaluation;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * The latest of every trial. Written by one thread, read by any: what is read is immutable.
 *
 * <p>Holds the runs with the latest activity, {@code maxRuns} of them or fewer with large definitions, and forgets the
 * others. A run that is heard of after that may be a forgotten one, of which only the news is known: it is in
 * {@link #doubtful()} until it is {@link #restore restored}.
 */
public final class RunView {

    /** The most bytes of JSON that the definitions of all runs have together, unless it is one run that has more. */
    private static final long MOST_DEFINITION_BYTES = 32L << 20;

    private final int maxRuns;
    private final long mostDefinitionBytes;
    private final Map<String, RunTrials> runs = new ConcurrentHashMap<>();
    private final Datasets datasets = new Datasets();
    private final AtomicLong version = new AtomicLong();

    /** Trials that have not ended, also those of forgotten runs. */
    private final Set<String> unfinished = ConcurrentHashMap.newKeySet();

    private volatile boolean forgetful;

    /** The trials of one run and the time of the latest record about it. */
    private static final class RunTrials {
        private final Map<String, Trial> trials = new ConcurrentHashMap<>();
        private volatile long lastActivity;
        private volatile boolean whole;

        /**
         * Architectures and recipes, each once: equal ones that came in messages are one object. Confined to the thread that
         * writes.
         */
        private final Set<Object> definitions = Collections.newSetFromMap(new IdentityHashMap<>());

        private long definitionBytes;

        RunTrials(boolean whole) {
            this.whole = whole;
        }

        void weigh(TrialDefinition definition) {
            boolean isNew = definitions.add(definition.architecture());
            isNew |= definitions.add(definition.recipe());
            if (isNew) {
                definitionBytes += TrialDefinition.bytes(definition.architecture(), definition.recipe());
            }
        }
    }

    public RunView(int maxRuns) {
        this(maxRuns, MOST_DEFINITION_BYTES);
    }

    RunView(int maxRuns, long mostDefinitionBytes) {
        this.maxRuns = maxRuns;
        this.mostDefinitionBytes = mostDefinitionBytes;
    }

    /** A number that is another one after every change. */
    public long version() {
        return version.get();
    }

    /** How many trials have not ended yet, of all runs: also of those that are forgotten. */
    public int unfinished() {
        return unfinished.size();
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

    /** Names of a dataset's classes in label order; their numbers as long as nobody has described it. */
    public List<String> classNames(DatasetReference dataset) {
        return datasets.names(dataset);
    }

    public Optional<KnownDataset> dataset(String id) {
        return datasets.of(id);
    }

    /** All that are described, by name. */
    public List<KnownDataset> datasets() {
        return datasets.all();
    }

    /** The time of the latest record about a run, in milliseconds since the epoch; 0 for an unknown run. */
    public long lastActivity(String run) {
        RunTrials trials = runs.get(run);
        return trials == null ? 0 : trials.lastActivity;
    }

    public int maxRuns() {
        return maxRuns;
    }

    /** Whether there were more runs than are held. */
    public boolean hasForgotten() {
        return forgetful;
    }

    /**
     * Runs of which something may have been forgotten: all but those whose trials are all known and wait to be begun. Trials
     * that alone are known may be what an older run was extended by.
     */
    Set<String> doubtful() {
        Set<String> doubtful = new TreeSet<>();
        runs.forEach((name, run) -> {
            if (!run.whole) {
                run.whole = run.trials.values().stream().allMatch(Trial::isFresh)
                        && snapshot(name, run.trials.values()).map(Run::isKnown).orElse(false);
                if (!run.whole) {
                    doubtful.add(name);
                }
            }
        });
        return doubtful;
    }

    /** Takes over all that {@code source} knows about a run, unless it was forgotten again. */
    void restore(String name, RunView source) {
        RunTrials restored = source.runs.get(name);
        RunTrials held = runs.get(name);
        if (held != null && restored != null) {
            restored.whole = true;
            restored.trials.values().stream()
                    .filter(trial -> trial.event() != null)
                    .forEach(this::count);
            runs.put(name, restored);
            version.incrementAndGet();
        } else if (held != null) {
            held.whole = true;
        }
    }

    void add(DatasetDescription dataset) {
        datasets.add(dataset);
        version.incrementAndGet();
    }

    void add(DatasetStatistics statistics) {
        datasets.add(statistics);
        version.incrementAndGet();
    }

    void add(TrialEvent event, long timestamp) {
        String id = event.definition().trial();
        runs.computeIfAbsent(runOf(id), name -> new RunTrials(!forgetful)).weigh(event.definition());
        change(id, timestamp, trial -> count(trial.with(event)));
    }

    private Trial count(Trial trial) {
        if (trial.event().state().isEnd()) {
            unfinished.remove(trial.id());
        } else {
            unfinished.add(trial.id());
        }
        return trial;
    }

    void add(EpochMetrics metrics, long timestamp) {
        change(metrics.trial(), timestamp, trial -> trial.with(metrics));
    }

    void add(Evaluation evaluation, long timestamp) {
        change(evaluation.trial(), timestamp, trial -> trial.with(evaluation));
    }

    void removeTrial(String id) {
        unfinished.remove(id);
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
        RunTrials run = runs.computeIfAbsent(runOf(id), name -> new RunTrials(!forgetful));
        run.trials.compute(id, (key, trial) -> change.apply(trial == null ? Trial.unknown(id) : trial));
        run.lastActivity = Math.max(run.lastActivity, timestamp);
        while (runs.size() > maxRuns || (runs.size() > 1 && definitionBytes() > mostDefinitionBytes)) {
            forgetOldest();
        }
        version.incrementAndGet();
    }

    private long definitionBytes() {
        return runs.values().stream().mapToLong(run -> run.definitionBytes).sum();
    }

    private void forgetOldest() {
        forgetful = true;
        runs.entrySet().stream()
                .min(Comparator.comparingLong(run -> run.getValue().lastActivity))
                .ifPresent(oldest -> runs.remove(oldest.getKey()));
    }

    private static Optional<Run> snapshot(String id, Collection<Trial> trials) {
        List<Trial> known =
                trials.stream().filter(trial -> trial.event() != null).toList();
        return known.isEmpty() ? Optional.empty() : Optional.of(new Run(id, known));
    }

    /** The run of a trial, or of a key that begins with one. */
    static String runOf(String trial) {
        int dot = trial.indexOf('.');
        return dot < 0 ? trial : trial.substring(0, dot);
    }
}
