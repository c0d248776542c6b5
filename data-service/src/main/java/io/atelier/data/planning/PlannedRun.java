package io.atelier.data.planning;

import io.atelier.contract.Require;
import io.atelier.contract.message.TrialDefinition;
import java.util.Comparator;
import java.util.List;

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

    String dataset() {
        return trials.get(0).train().dataset();
    }

    String profile() {
        return trials.get(0).profile();
    }
}
