package io.atelier.bench.comparison;

import io.atelier.bench.process.Conditions;
import io.atelier.bench.process.Workload;
import io.atelier.contract.architecture.NetworkPlan;
import java.util.List;

/**
 * What to compare.
 *
 * @param workload what both sides do
 * @param networks in the order of the table
 * @param threads of each side
 * @param rounds how often each side is measured, in a process of its own each time
 */
public record Settings(Workload workload, List<NetworkPlan> networks, int threads, int rounds, Conditions conditions) {

    public Settings {
        networks = List.copyOf(networks);
    }
}
