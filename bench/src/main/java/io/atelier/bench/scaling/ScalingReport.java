package io.atelier.bench.scaling;

import io.atelier.bench.Hardware;
import io.atelier.bench.path.CriticalPath;
import io.atelier.bench.process.Conditions;
import java.util.List;

/**
 * Training by threads; as JSON, what {@code --json} writes.
 *
 * @param rounds processes of each network and number of threads
 * @param ours library, version and settings
 * @param rows in the order asked for
 */
public record ScalingReport(
        Hardware machine, int rounds, Conditions conditions, String ours, List<ScalingReport.Row> rows) {

    /**
     * One network.
     *
     * @param batch images per step
     * @param measured up to as many threads as there are processors
     * @param simulated all numbers of threads, by the critical path; empty if all were measured
     * @param path null if all were measured
     */
    public record Row(String architecture, int batch, List<Speed> measured, List<Speed> simulated, CriticalPath path) {}

    public ScalingReport {
        rows = List.copyOf(rows);
    }
}
