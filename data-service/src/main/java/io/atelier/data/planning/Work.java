package io.atelier.data.planning;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.message.TrialDefinition;
import java.util.IdentityHashMap;

/** How long the trials of a run take, one beside the other. Confined to one thread. */
final class Work {

    /** Each is asked for often while trials are sorted, and those of a run share it. */
    private final IdentityHashMap<Architecture, Double> known = new IdentityHashMap<>();

    /** Multiplications, each with an addition, of the forward passes; 0 for a network that can't be. */
    double of(TrialDefinition trial) {
        double perImage = known.computeIfAbsent(
                trial.architecture(),
                architecture -> perImage(architecture, trial.dataset().shape()));
        return perImage * trial.epochs() * trial.train().images();
    }

    private static double perImage(Architecture architecture, DatasetShape dataset) {
        try {
            return dataset.plan(architecture).multiplyAdds();
        } catch (InvalidDefinitionException e) {
            // Planned by another version; it keeps its place at the end, where its trainer says so.
            return 0;
        }
    }
}
