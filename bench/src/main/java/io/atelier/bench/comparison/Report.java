package io.atelier.bench.comparison;

import io.atelier.bench.Hardware;
import java.util.List;

/**
 * A comparison with all that belongs to it; as JSON, what {@code --json} writes.
 *
 * @param benchmark {@code training} or {@code inference}
 * @param threads of each side
 * @param batch images per step
 * @param rounds processes of each contender and architecture
 * @param timeScale 1 if the figures are meant seriously
 * @param ours library, version and settings of our side
 * @param peer the same of the other side
 * @param peakGflops the machine's fused multiply-adds on as many threads, best of the rounds
 * @param rows in the order asked for
 * @param geometricMeanRatio over the rows
 */
public record Report(
        String benchmark,
        Hardware machine,
        int threads,
        int batch,
        int rounds,
        double timeScale,
        String ours,
        String peer,
        double peakGflops,
        List<Row> rows,
        double geometricMeanRatio) {

    public Report {
        rows = List.copyOf(rows);
    }
}
