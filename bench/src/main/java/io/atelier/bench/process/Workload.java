package io.atelier.bench.process;

import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.experiment.Footprint;
import java.util.Locale;

/** What both sides do. */
public enum Workload {
    /** Forward pass, gradients and Adam. */
    TRAINING(128),

    /** Class probabilities. */
    INFERENCE(500);

    private final int mostImages;

    Workload(int mostImages) {
        this.mostImages = mostImages;
    }

    /** Images per step: halved until their activations are what a trainer accepts. */
    public int batch(NetworkPlan plan) {
        int images = mostImages;
        while (images > 1 && images * plan.activationBytes() > Footprint.MAX_ACTIVATION_BYTES) {
            images /= 2;
        }
        return images;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Two for each multiplication with an addition, of direct convolutions whatever computes them. */
    public double flopsPerImage(NetworkPlan plan) {
        return this == TRAINING ? plan.trainingFlopsPerImage() : 2.0 * plan.multiplyAdds();
    }
}
