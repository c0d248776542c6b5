package io.atelier.bench.comparison;

import io.atelier.engine.Architecture;
import java.util.List;

/**
 * What to compare.
 *
 * @param workload what both sides do
 * @param architectures in the order of the table
 * @param threads of each side
 * @param rounds how often each side is measured, in a process of its own each time
 * @param timeScale factor on all durations; 1 but for trying things out
 */
public record Settings(Workload workload, List<Architecture> architectures, int threads, int rounds, double timeScale) {

    public Settings {
        architectures = List.copyOf(architectures);
    }
}
