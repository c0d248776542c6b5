package io.atelier.data.planning;

import io.atelier.contract.architecture.UnknownArchitectureException;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.study.StudyNetworks;

/** How long trials take, one beside the other. */
final class Work {

    private Work() {}

    /** Multiplications, each with an addition, of the forward passes; 0 for an architecture that this build does not know. */
    static double of(TrialDefinition trial) {
        try {
            double perImage = StudyNetworks.named(trial.architecture()).multiplyAdds();
            return perImage * trial.epochs() * trial.train().images();
        } catch (UnknownArchitectureException e) {
            // Planned by another version; it keeps its place at the end.
            return 0;
        }
    }
}
