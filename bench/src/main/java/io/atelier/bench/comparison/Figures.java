package io.atelier.bench.comparison;

import io.atelier.bench.worker.Measurement;
import java.util.List;

/**
 * What a contender did with one network.
 *
 * @param imagesPerSecond of every round
 */
record Figures(String contender, boolean bf16, List<Double> imagesPerSecond) {

    Figures {
        imagesPerSecond = List.copyOf(imagesPerSecond);
    }

    double median() {
        return Measurement.median(imagesPerSecond);
    }
}
