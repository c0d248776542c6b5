package io.atelier.bench.scaling;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Of one network on so many threads.
 *
 * @param speedUp by one thread
 * @param efficiency speed-up by threads
 */
public record Speed(int threads, double imagesPerSecond, double speedUp, double efficiency) {

    /** In the order of threads, of which one must be 1. */
    static List<Speed> of(Map<Integer, Double> imagesPerSecond) {
        double one = imagesPerSecond.get(1);
        return new TreeMap<>(imagesPerSecond)
                .entrySet().stream()
                        .map(entry -> of(entry.getKey(), entry.getValue(), entry.getValue() / one))
                        .toList();
    }

    private static Speed of(int threads, double imagesPerSecond, double speedUp) {
        return new Speed(threads, imagesPerSecond, speedUp, speedUp / threads);
    }
}
