package io.atelier.bench.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report for people, at most 100 columns but for the names of libraries. */
public final class ReportTable {

    private ReportTable() {}

    public static List<String> render(Report report) {
        List<String> lines = new ArrayList<>();
        lines.add(format(
                "images/s, %s, %d threads, median of %d rounds",
                report.benchmark(), report.threads(), report.rounds()));
        if (report.geometricMeanRatio() == null) {
            addOurs(lines, report);
        } else {
            addComparison(lines, report);
        }
        lines.addAll(report.remarks());
        lines.add("GFLOP/s: ours, as of a direct convolution; algorithms that save some may pass the peak");
        lines.add(format(
                "peak: %.0f GFLOP/s of fused multiply-adds on %d threads, measured in between",
                report.peakGflops(), report.threads()));
        lines.add("machine: " + report.machine());
        lines.add("ours: " + report.ours());
        if (report.peerLibrary() != null) {
            lines.add(report.peer() + ": " + report.peerLibrary());
        }
        lines.addAll(report.conditions().remarks());
        return lines;
    }

    private static void addOurs(List<String> lines, Report report) {
        lines.add(format("%-13s %5s %8s %8s %8s", "", "batch", "ours", "GFLOP/s", "of peak"));
        report.rows()
                .forEach(row -> lines.add(
                        format("%-13s %5d %8.0f", row.architecture(), row.batch(), row.ours()) + arithmetic(row)));
    }

    private static void addComparison(List<String> lines, Report report) {
        lines.add(format(
                "%-13s %5s %8s %8s %6s  %-30s %8s %8s",
                "", "batch", "ours", report.peer(), "ratio", "its way", "GFLOP/s", "of peak"));
        report.rows().forEach(row -> lines.add(beside(row, row.float32()) + arithmetic(row)));
        lines.add(format("geometric mean of the ratios: %.2f", report.geometricMeanRatio()));
        if (report.geometricMeanBf16Ratio() != null) {
            lines.add("the same beside bf16 autocast:");
            report.rows().forEach(row -> lines.add(beside(row, row.bf16()).stripTrailing()));
            lines.add(format("geometric mean of the ratios: %.2f", report.geometricMeanBf16Ratio()));
        }
    }

    private static String arithmetic(Row row) {
        return format(" %8.0f %6.0f %%", row.gflops(), 100 * row.shareOfPeak());
    }

    private static String beside(Row row, Best best) {
        return format(
                "%-13s %5d %8.0f %8.0f %6.2f  %-30s",
                row.architecture(), row.batch(), row.ours(), best.imagesPerSecond(), best.ratio(), best.contender());
    }

    private static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }
}
