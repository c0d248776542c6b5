package io.atelier.bench.comparison;

import io.atelier.bench.peer.PeerLayer;
import io.atelier.engine.Architecture;
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
    double flopsPerImage(Architecture architecture) {
        return this == TRAINING
                ? architecture.trainingFlopsPerImage()
                : 2.0
                        * PeerLayer.parse(NetworkText.of(architecture)).stream()
                                .mapToLong(PeerLayer::multiplyAdds)
                                .sum();
    }
}
