package io.atelier.data.planning;

import io.atelier.contract.Require;
import io.atelier.contract.message.TrialDefinition;
import java.util.List;

/**
 * A planned run.
 *
 * @param name its name
 * @param trials its trials in the order in which trainers should take them
 */
record Run(String name, List<TrialDefinition> trials) {

    Run {
        Require.name(name, "run");
        trials = List.copyOf(trials);
        Require.that(!trials.isEmpty(), "run %s has no trials", name);
    }

    String dataset() {
        return trials.get(0).train().dataset();
    }

    String profile() {
        return trials.get(0).profile();
    }
}
