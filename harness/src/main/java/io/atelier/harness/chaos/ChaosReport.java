package io.atelier.harness.chaos;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came out.
 *
 * @param passed whether all faults were done and nothing was violated
 * @param seed of the plan
 * @param faults how many were done
 * @param seconds that it all took
 * @param kinds sums by kind
 * @param trialsEnded trials that were seen to end, those of the calm run included
 * @param trials all of them
 * @param violations by kind, zeros included
 * @param violationList each in words
 * @param diedByThemselves processes that ended without having been told to
 * @param longestStopSeconds from being asked to end to its end, of a service
 * @param log what was done to which process
 */
public record ChaosReport(
        boolean passed,
        long seed,
        int faults,
        double seconds,
        List<KindSum> kinds,
        long trialsEnded,
        int trials,
        Map<String, Long> violations,
        List<String> violationList,
        List<String> diedByThemselves,
        double longestStopSeconds,
        List<FaultLog.Entry> log) {

    /**
     * Sums of a kind.
     *
     * @param recoveries trials that were taken from their trainers and went on; a trial that was lost again before it had
     *     gone on counts for the first loss
     * @param longestRecoverySeconds from the fault to the trial's next trained batch
     * @param repeatedBatches in all recoveries
     * @param mostRepeatedBatches in one
     */
    public record KindSum(
            String kind,
            long faults,
            long recoveries,
            double meanRecoverySeconds,
            double longestRecoverySeconds,
            long repeatedBatches,
            long mostRepeatedBatches) {}

    static ChaosReport of(
            ChaosOptions options,
            FaultLog log,
            Ledger ledger,
            List<Recoveries.Recovery> recoveries,
            List<String> deaths,
            Duration longestStop,
            int done) {
        List<Violation> violations = ledger.violations();
        Map<String, Long> counts = new TreeMap<>();
        Arrays.stream(Violation.Kind.values()).forEach(kind -> counts.put(kind.label(), 0L));
        violations.forEach(violation -> counts.merge(violation.kind().label(), 1L, Long::sum));
        return new ChaosReport(
                violations.isEmpty()
                        && done == options.faults()
                        && ledger.incomplete().isEmpty(),
                options.seed(),
                done,
                log.seconds(),
                options.kinds().stream()
                        .map(kind -> sum(kind, log.entries(), recoveries))
                        .toList(),
                ledger.ended(),
                ledger.trials(),
                counts,
                violations.stream()
                        .map(violation -> violation.kind() + " " + violation.text())
                        .toList(),
                deaths,
                longestStop.toMillis() / 1e3,
                log.entries());
    }

    /** What a part of several did counts for several. */
    private static KindSum sum(FaultKind kind, List<FaultLog.Entry> log, List<Recoveries.Recovery> all) {
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
                Math.max(0, repeated.getMax()));
    }
}
