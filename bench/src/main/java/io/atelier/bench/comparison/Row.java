package io.atelier.bench.comparison;

import io.atelier.bench.worker.Measurement;
import io.atelier.contract.architecture.NetworkPlan;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One architecture's figures.
 *
 * @param ours median images/s over the rounds
 * @param peer the same of the peer in its better layout
 * @param peerLayout which that is
 * @param ratio ours by the peer's
 * @param gflops of ours, as a direct convolution would need them
 * @param shareOfPeak of the machine's multiply-adds on as many threads; may exceed 1
 * @param rounds images/s of every round by contender
 */
record Row(
        String architecture,
        double ours,
        double peer,
        Contender peerLayout,
        double ratio,
        double gflops,
        double shareOfPeak,
        Map<Contender, List<Double>> rounds) {

    /** @param peakGflops of the machine on as many threads */
    static Row of(Workload workload, NetworkPlan plan, Map<Contender, List<Double>> rounds, double peakGflops) {
        Map<Contender, List<Double>> copy = new EnumMap<>(Contender.class);
        rounds.forEach((contender, figures) -> copy.put(contender, List.copyOf(figures)));
        double ours = Measurement.median(copy.get(Contender.OURS));
        double contiguous = Measurement.median(copy.get(Contender.CONTIGUOUS));
        double channelsLast = Measurement.median(copy.get(Contender.CHANNELS_LAST));
        double peer = Math.max(contiguous, channelsLast);
        double gflops = ours * workload.flopsPerImage(plan) / 1e9;
        return new Row(
                plan.architecture().name(),
                ours,
                peer,
                contiguous >= channelsLast ? Contender.CONTIGUOUS : Contender.CHANNELS_LAST,
                ours / peer,
                gflops,
                gflops / peakGflops,
                copy);
    }

    static double geometricMean(List<Row> rows) {
        double logarithms = 0;
        for (Row row : rows) {
            logarithms += Math.log(row.ratio());
        }
        return Math.exp(logarithms / rows.size());
    }
}
