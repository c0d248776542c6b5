package io.atelier.bench.scaling;

import io.atelier.bench.path.CriticalPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report for people, at most 100 columns but for the names of libraries. */
public final class ScalingTable {

    private ScalingTable() {}

    public static List<String> render(ScalingReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(format("training by threads, median of %d rounds", report.rounds()));
        lines.add(format("%-13s %5s %8s %9s %9s %10s", "", "batch", "threads", "images/s", "speed-up", "efficiency"));
        report.rows().forEach(row -> row.measured().forEach(speed -> lines.add(line(row, speed))));
        report.rows().stream().filter(row -> row.path() != null).forEach(row -> addPath(lines, report, row));
        lines.add("machine: " + report.machine());
        lines.add("ours: " + report.ours());
        lines.addAll(report.conditions().remarks());
        return lines;
    }

    private static String line(ScalingReport.Row row, Speed speed) {
        return format(
                "%-13s %5d %8d %9.0f %9.2f %8.0f %%",
                row.architecture(),
                row.batch(),
                speed.threads(),
                speed.imagesPerSecond(),
                speed.speedUp(),
                100 * speed.efficiency());
    }

    private static void addPath(List<String> lines, ScalingReport report, ScalingReport.Row row) {
        CriticalPath path = row.path();
        lines.add("");
        lines.add(format(
                "%s, SIMULATED: %d processors are fewer than the threads asked for, so the measured times of all",
                row.architecture(), report.machine().cores()));
        lines.add("units of a step are scheduled onto more; memory and clock are taken to be as quick as for one");
        row.simulated().forEach(speed -> lines.add(line(row, speed) + "  simulated"));
        lines.add(format(
                "serial: %.2f %% of the step on one thread; each hand-over: %.1f microseconds, measured with 2 threads",
                100 * path.serialShare(), 1e6 * path.handOverSeconds()));
        lines.add(format(
                "the step on one thread: %.1f ms; sum of what was recorded of such steps: %.1f ms (%+.1f %%)",
                1e3 * path.stepSeconds(),
                1e3 * path.recordedSeconds(),
                100 * (path.recordedSeconds() / path.stepSeconds() - 1)));
        lines.add(format(
                "%-56s %8s %6s %10s %9s", "what bounds it on 16 threads", "of step", "units", "efficiency", "lost"));
        path.bounds()
                .forEach(bound -> lines.add(format(
                        "%-56s %6.2f %% %6d %8.0f %% %7.1f %%",
                        bound.name(),
                        100 * bound.share(),
                        bound.units(),
                        100 * bound.efficiency(),
                        100 * bound.lost())));
    }

    private static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }
}
