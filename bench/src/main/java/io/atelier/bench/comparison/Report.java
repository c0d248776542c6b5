package io.atelier.bench.comparison;

import io.atelier.bench.Hardware;
import io.atelier.bench.process.Conditions;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A comparison with all that belongs to it; as JSON, what {@code --json} writes.
 *
 * @param benchmark {@code training} or {@code inference}
 * @param threads of each side
 * @param rounds processes of each contender and architecture
 * @param ours library, version and settings of our side
 * @param peer name of the other side
 * @param peerLibrary library, version and settings of the other side; null without a peer
 * @param peakGflops the machine's fused multiply-adds on as many threads, best of the rounds
 * @param rows in the order asked for
 * @param geometricMeanRatio over the rows, to the peer's best in float32; null without a peer
 * @param geometricMeanBf16Ratio the same in bfloat16; null if that was not measured
 * @param remarks on what was not measured
 */
public record Report(
        String benchmark,
        Hardware machine,
        int threads,
        int rounds,
        Conditions conditions,
        String ours,
        String peer,
        String peerLibrary,
        double peakGflops,
        List<Row> rows,
        Double geometricMeanRatio,
        Double geometricMeanBf16Ratio,
        List<String> remarks) {

    public Report {
        rows = List.copyOf(rows);
        remarks = List.copyOf(remarks);
    }

    /** Of the ratios; null if there are none. */
    static Double geometricMeanRatio(List<Row> rows, Function<Row, Best> best) {
        List<Best> bests = rows.stream().map(best).filter(Objects::nonNull).toList();
        double logarithms = 0;
        for (Best one : bests) {
            logarithms += Math.log(one.ratio());
        }
        return bests.isEmpty() ? null : Math.exp(logarithms / bests.size());
    }
}
