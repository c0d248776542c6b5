package io.atelier.harness.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A {@link ChaosReport} as text. */
final class ReportText {

    private static final String ROW = "%-31s %7s %11s %14s %14s %10s %10s %11s";

    private ReportText() {}

    static List<String> lines(ChaosReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format(
                ROW, "kind", "faults", "recoveries", "mean recovery", "longest", "repeated", "most", "standstill"));
        for (ChaosReport.KindSum sum : report.kinds()) {
            lines.add(String.format(
                    Locale.ROOT,
                    ROW,
                    sum.kind(),
                    sum.faults(),
                    sum.recoveries(),
                    seconds(sum.meanRecoverySeconds()),
                    seconds(sum.longestRecoverySeconds()),
                    sum.repeatedBatches(),
                    sum.mostRepeatedBatches(),
                    seconds(sum.longestStandstillSeconds())));
        }
        lines.add("recovery: from the fault to the next trained batch of the trial; repeated: batches trained again;");
        lines.add("standstill: the longest that no trainer trained anything under such a fault");
        lines.add("");
        lines.add("faults injected           " + report.faults() + ", seed " + report.seed());
        lines.add("trials ended              " + report.trialsEnded() + " of " + report.trials());
        report.brokenPromises()
                .forEach((kind, count) -> lines.add(String.format(Locale.ROOT, "%-25s %d", name(kind), count)));
        lines.add("longest clean stop        " + seconds(report.longestStopSeconds()));
        lines.add("died by themselves        " + report.diedByThemselves().size());
        lines.add("took                      " + seconds(report.seconds()));
        report.brokenPromisesInWords().forEach(promise -> lines.add("BROKEN PROMISE: " + promise));
        lines.add(report.passed() ? "PASSED" : "FAILED");
        return lines;
    }

    private static String name(String kind) {
        return kind.replace('_', ' ');
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
