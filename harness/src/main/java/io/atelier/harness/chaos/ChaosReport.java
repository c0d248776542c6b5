package io.atelier.harness.chaos;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of {@code atelier chaos}.
 *
 * @param passed whether all faults were injected and no promise was broken
 * @param seed of the plan
 * @param faults number of faults injected
 * @param seconds how long it all took
 * @param kinds sums by kind of fault
 * @param trialsEnded trials that were seen to end, those of the calm run included
 * @param trials all trials submitted
 * @param brokenPromises number of broken promises by kind, zeros included
 * @param brokenPromisesInWords one sentence for each
 * @param diedByThemselves processes that ended although nobody stopped them
 * @param longestStopSeconds the longest that a process took to end when asked to
 * @param log what was done to which process, and when
 */
public record ChaosReport(
        boolean passed,
        long seed,
        int faults,
        double seconds,
        List<KindSum> kinds,
        long trialsEnded,
        int trials,
        Map<String, Long> brokenPromises,
        List<String> brokenPromisesInWords,
        List<String> diedByThemselves,
        double longestStopSeconds,
        List<FaultLog.Entry> log) {

    /**
     * Sums of one kind of fault.
     *
     * @param recoveries trials that were taken from their trainers and went on; a trial that was lost again before it had
     *     gone on counts for the first loss
     * @param longestRecoverySeconds from the fault to the trial's next trained batch
     * @param repeatedBatches batches trained again, in all recoveries
     * @param mostRepeatedBatches in one recovery
     * @param longestStandstillSeconds the longest that no trainer trained anything, begun or ended under such a fault
     */
    public record KindSum(
            String kind,
            long faults,
            long recoveries,
            double meanRecoverySeconds,
            double longestRecoverySeconds,
            long repeatedBatches,
            long mostRepeatedBatches,
            double longestStandstillSeconds) {}

    static ChaosReport of(
            ChaosOptions options,
            FaultLog log,
            Ledger ledger,
            List<Recoveries.Recovery> recoveries,
            Standstills standstills,
            List<String> deaths,
            Duration longestStop,
            int done) {
        List<BrokenPromise> brokenPromises = ledger.brokenPromises();
        Map<String, Long> counts = new TreeMap<>();
        Arrays.stream(BrokenPromise.Kind.values()).forEach(kind -> counts.put(kind.label(), 0L));
        brokenPromises.forEach(promise -> counts.merge(promise.kind().label(), 1L, Long::sum));
        return new ChaosReport(
                brokenPromises.isEmpty()
                        && done == options.faults()
                        && ledger.incomplete().isEmpty(),
                options.seed(),
                done,
                log.seconds(),
                options.kinds().stream()
                        .map(kind -> sum(kind, log.entries(), recoveries, standstills))
                        .toList(),
                ledger.ended(),
                ledger.trials(),
                counts,
                brokenPromises.stream()
                        .map(promise -> promise.kind() + " " + promise.text())
                        .toList(),
                deaths,
                longestStop.toMillis() / 1e3,
                log.entries());
    }

    /** The effects of a part of {@link FaultKind#SEVERAL} count for that kind. */
    private static KindSum sum(
            FaultKind kind, List<FaultLog.Entry> log, List<Recoveries.Recovery> all, Standstills standstills) {
        List<Recoveries.Recovery> recoveries =
                all.stream().filter(recovery -> recovery.kind() == kind).toList();
        LongSummaryStatistics millis = recoveries.stream()
                .mapToLong(recovery -> recovery.took().toMillis())
                .summaryStatistics();
        LongSummaryStatistics repeated =
                recoveries.stream().mapToLong(Recoveries.Recovery::repeated).summaryStatistics();
        return new KindSum(
                kind.label(),
                log.stream()
                        .filter(entry -> entry.kind().equals(kind.label()))
                        .map(FaultLog.Entry::number)
                        .distinct()
                        .count(),
                recoveries.size(),
                millis.getAverage() / 1e3,
                Math.max(0, millis.getMax()) / 1e3,
                repeated.getSum(),
                Math.max(0, repeated.getMax()),
                standstills.longest(kind).toMillis() / 1e3);
    }
}
