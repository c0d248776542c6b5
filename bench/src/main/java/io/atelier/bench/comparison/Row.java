package io.atelier.bench.comparison;

import io.atelier.bench.process.Workload;
import io.atelier.contract.architecture.NetworkPlan;
import java.util.List;

/**
 * One architecture's figures.
 *
 * @param batch images per step
 * @param ours median images/s over the rounds
 * @param float32 the peer's best; null without a peer
 * @param bf16 the peer's best in bfloat16; null if that was not measured
 * @param gflops of ours, as a direct convolution would need them
 * @param shareOfPeak of the machine's multiply-adds on as many threads; may exceed 1
 * @param figures of every contender, ours first
 */
record Row(
        String architecture,
        int batch,
        double ours,
        Best float32,
        Best bf16,
        double gflops,
        double shareOfPeak,
        List<Figures> figures) {

    /**
     * @param figures ours first
     * @param peakGflops of the machine on as many threads
     */
    static Row of(Workload workload, NetworkPlan plan, List<Figures> figures, double peakGflops) {
        double ours = figures.get(0).median();
        List<Figures> peers = figures.subList(1, figures.size());
        double gflops = ours * workload.flopsPerImage(plan) / 1e9;
        return new Row(
                plan.architecture().name(),
                workload.batch(plan),
                ours,
                Best.of(peers, false, ours).orElse(null),
                Best.of(peers, true, ours).orElse(null),
                gflops,
                gflops / peakGflops,
                List.copyOf(figures));
    }
}
