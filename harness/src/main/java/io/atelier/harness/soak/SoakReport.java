package io.atelier.harness.soak;

import io.atelier.local.LocalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The result of {@code atelier soak}.
 *
 * @param passed whether nothing grew
 * @param seconds of training
 * @param trials that were trained
 * @param epochs that were trained and evaluated
 * @param growths of every measure of every process, and of every topic
 */
public record SoakReport(boolean passed, double seconds, long trials, long epochs, List<Growth> growths) {

    private static final String ROW = "%-28s %-10s %14s %14s %14s %14s  %s";

    static SoakReport of(List<Sample> samples) throws LocalException {
        List<Growth> growths = Growth.of(samples, Margins::of);
        Sample last = samples.get(samples.size() - 1);
        return new SoakReport(
                growths.stream().noneMatch(Growth::grew),
                last.seconds(),
                last.work().trials(),
                last.work().epochs(),
                growths);
    }

    /** As text. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format(ROW, "subject", "measure", "at 10 %", "at 100 %", "more", "allowed", "")
                .stripTrailing());
        for (Growth growth : growths) {
            Measure measure = growth.measure();
            lines.add(String.format(
                            ROW,
                            growth.subject(),
                            measure.label(),
                            measure.format(growth.early()),
                            measure.format(growth.late()),
                            measure.format(growth.late() - growth.early()),
                            measure.format(growth.allowed()),
                            growth.grew() ? "GREW" : "")
                    .stripTrailing());
        }
        lines.add("at 10 %: the median, of live heap the least, from 10 % to 30 % of the run; at 100 %: from 80 % on");
        lines.add("");
        lines.add(String.format(Locale.ROOT, "%d trials, %d epochs in %.0f s", trials, epochs, seconds));
        growths.stream()
                .filter(Growth::grew)
                .forEach(growth -> lines.add("GREW: " + growth.measure().label() + " of " + growth.subject()
                        + ", beyond what is allowed because " + growth.because()));
        lines.add(passed ? "PASSED" : "FAILED");
        return lines;
    }
}
