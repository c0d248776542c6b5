package io.atelier.evaluator.view;

import io.atelier.contract.experiment.Configuration;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialState;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The trials of a run, as they stood at one moment.
 *
 * @param id the run
 * @param trials its trials of which a state is known, by configuration and seed; never empty
 */
public record Run(String id, List<Trial> trials) {

    private static final Comparator<Trial> ORDER = Comparator.comparing(
                    (Trial trial) -> trial.event().definition().configuration())
            .thenComparing(trial -> trial.event().definition().seed());

    public Run {
        trials = trials.stream().sorted(ORDER).toList();
    }

    public String profile() {
        return definition().profile();
    }

    public String dataset() {
        return definition().dataset().id();
    }

    /** Whether the images are drawn by us and not photographed: no result of such a run says anything about the real data. */
    public boolean synthetic() {
        return dataset().startsWith("synthetic");
    }

    public Instant created() {
        return trials.stream()
                .map(Trial::created)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** How many trials are in each state. */
    public Map<TrialState, Integer> counts() {
        Map<TrialState, Integer> counts = new EnumMap<>(TrialState.class);
        for (TrialState state : TrialState.values()) {
            counts.put(state, 0);
        }
        trials.forEach(trial -> counts.merge(trial.event().state(), 1, Integer::sum));
        return counts;
    }

    /**
     * Whether all trials that were planned are known, have ended and are evaluated: nothing about this run changes any more,
     * unless it is extended.
     */
    public boolean isComplete() {
        return isKnown() && trials.stream().allMatch(Trial::isComplete);
    }

    /** Whether all trials that were planned are known. */
    boolean isKnown() {
        return trials.size() >= size();
    }

    /** How many trials were planned: trials from before the run was extended say fewer. */
    private int size() {
        return trials.stream()
                .mapToInt(trial -> trial.event().definition().runTrials())
                .max()
                .orElseThrow();
    }

    /** What its trials are of, by label. */
    public List<Configuration> configurations() {
        Map<String, Configuration> configurations = new LinkedHashMap<>();
        for (Trial trial : trials) {
            TrialDefinition definition = trial.event().definition();
            configurations.computeIfAbsent(
                    definition.configuration(),
                    label -> new Configuration(label, definition.architecture(), definition.recipe()));
        }
        return List.copyOf(configurations.values());
    }

    /** The definition of its first trial: settings of the run are the same in all of them. */
    public TrialDefinition definition() {
        return trials.get(0).event().definition();
    }
}
