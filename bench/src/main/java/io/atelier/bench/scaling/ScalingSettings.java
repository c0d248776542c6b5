package io.atelier.bench.scaling;

import io.atelier.bench.process.Conditions;
import io.atelier.contract.architecture.NetworkPlan;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to measure.
 *
 * @param networks in the order of the table
 * @param threads from the least to the most; 1 is always among them, since efficiency is by it
 * @param processors that this process may use: up to so many threads are measured
 * @param rounds how often each is measured, in a process of its own each time
 */
public record ScalingSettings(
        List<NetworkPlan> networks, List<Integer> threads, int processors, int rounds, Conditions conditions) {

    public ScalingSettings {
        networks = List.copyOf(networks);
        threads = Stream.concat(Stream.of(1), threads.stream())
                .distinct()
                .sorted()
                .toList();
    }

    List<Integer> measured() {
        return threads.stream().filter(count -> count <= processors).toList();
    }

    boolean isSimulated() {
        return measured().size() < threads.size();
    }

    /** How many processes are started. */
    public int processes() {
        return networks.size() * (rounds * measured().size() + (isSimulated() ? 1 : 0));
    }
}
