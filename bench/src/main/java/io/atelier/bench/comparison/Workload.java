package io.atelier.bench.comparison;

import io.atelier.contract.architecture.NetworkPlan;
import java.util.Locale;

/** What both sides do. */
public enum Workload {
    /** Forward pass, gradients and Adam. */
    TRAINING(128),

    /** Class probabilities. */
    INFERENCE(500);

    private final int batch;

    Workload(int batch) {
        this.batch = batch;
    }

    /** Images per step. */
    int batch() {
        return batch;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Two for each multiplication with an addition, of direct convolutions whatever computes them. */
    double flopsPerImage(NetworkPlan plan) {
        return this == TRAINING ? plan.trainingFlopsPerImage() : 2.0 * plan.multiplyAdds();
    }
}
