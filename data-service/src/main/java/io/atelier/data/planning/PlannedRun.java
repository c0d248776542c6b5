package io.atelier.data.planning;

import io.atelier.contract.Require;
import io.atelier.contract.message.TrialDefinition;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A planned run. The order in which its trials are given does not matter.
 *
 * @param name its name
 * @param trials its trials in the order in which trainers should take them: longest first, so that no long trial is left
 *     to the end
 */
record PlannedRun(String name, List<TrialDefinition> trials) {

    PlannedRun {
        Require.name(name, "run");
        trials = trials.stream().sorted(longestFirst()).toList();
        Require.that(!trials.isEmpty(), "run %s has no trials", name);
    }

    private static Comparator<TrialDefinition> longestFirst() {
        Work work = new Work();
        return Comparator.<TrialDefinition>comparingDouble(work::of)
                .reversed()
                .thenComparing(TrialDefinition::configuration)
                .thenComparing(TrialDefinition::seed);
    }

    /** How many trials it has, as the last of them to be planned says: fewer may be known, and an extended run had fewer. */
    int size() {
        return trials.stream().mapToInt(TrialDefinition::runTrials).max().orElseThrow();
    }

    /** With those of {@code other} that it does not have, and with as many epochs as either has. */
    PlannedRun with(PlannedRun other) {
        Map<String, TrialDefinition> all = new LinkedHashMap<>();
        trials.forEach(trial -> all.put(trial.trial(), trial));
        other.trials.forEach(trial -> all.merge(
                trial.trial(),
                trial,
                (own, asked) -> asked.epochs() > own.epochs() ? own.withEpochs(asked.epochs()) : own));
        return new PlannedRun(name, List.copyOf(all.values()));
    }

    String dataset() {
        return trials.get(0).dataset().id();
    }

    String profile() {
        return trials.get(0).profile();
    }
}
