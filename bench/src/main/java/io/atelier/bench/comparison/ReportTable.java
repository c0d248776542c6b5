package io.atelier.bench.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report for people, at most 100 columns but for the names of libraries. */
public final class ReportTable {

    private static final String HEADING = String.format(
            "%-12s %9s %9s  %-14s %6s %9s %9s", "", "ours", "libtorch", "its layout", "ratio", "GFLOP/s", "of peak");

    private ReportTable() {}

    public static List<String> render(Report report) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "images/s, %s, batches of %d, %d threads, median of %d rounds",
                report.benchmark(),
                report.batch(),
                report.threads(),
                report.rounds()));
        lines.add(HEADING);
        for (Row row : report.rows()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-12s %9.0f %9.0f  %-14s %6.2f %9.0f %7.0f %%",
                    row.architecture(),
                    row.ours(),
                    row.peer(),
                    row.peerLayout().label(),
                    row.ratio(),
                    row.gflops(),
                    100 * row.shareOfPeak()));
        }
        lines.add(String.format(Locale.ROOT, "geometric mean of the ratios: %.2f", report.geometricMeanRatio()));
        lines.add("GFLOP/s: ours, as of a direct convolution; algorithms that save some may pass the peak");
        lines.add(String.format(
                Locale.ROOT,
                "peak: %.0f GFLOP/s of fused multiply-adds on %d threads, measured in between",
                report.peakGflops(),
                report.threads()));
        lines.add("machine: " + report.machine());
        lines.add("ours: " + report.ours());
        lines.add("libtorch: " + report.peer());
        if (report.timeScale() != 1) {
            lines.add("NOT A MEASUREMENT: all times were scaled by " + report.timeScale());
        }
        return lines;
    }
}
