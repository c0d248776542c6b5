package io.atelier.local.console;

import io.atelier.contract.message.Scores;
import io.atelier.contract.study.PublishedResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came out: a line per trial on the test images, below it augmented predictions and what the study published; 79 columns unless a label is long. */
public final class ResultsTable {

    private static final int LEAST_WIDTH = 12;

    /** Behind the label. */
    private static final String FORMAT = " %-10.10s %6s %6s %6s %6s %6s %6s %6s %5s";

    private static final String HEADING =
            String.format(FORMAT, "state", "acc", "prec", "recall", "f1", "loss", "epochs", "train", "img/s");

    private ResultsTable() {}

    public static List<String> render(List<TrialOutcome> outcomes) {
        int width =
                outcomes.stream().mapToInt(outcome -> outcome.label().length()).reduce(LEAST_WIDTH, Math::max);
        String label = "%-" + width + "s";
        List<String> lines = new ArrayList<>();
        lines.add(label.formatted("trial") + HEADING);
        for (TrialOutcome outcome : outcomes) {
            lines.add(label.formatted(outcome.label()) + line(outcome));
            if (outcome.augmented() != null) {
                lines.add(label.formatted("") + line(outcome.augmented()));
            }
            PublishedResult.of(outcome.study()).ifPresent(report -> lines.add(label.formatted("") + line(report)));
            if (outcome.cause() != null) {
                lines.add("  cause: " + outcome.cause());
            }
        }
        return lines;
    }

    private static String line(TrialOutcome outcome) {
        return String.format(
                        Locale.ROOT,
                        FORMAT,
                        ProgressTable.stateName(outcome.state()),
                        Numbers.score(outcome.accuracy()),
                        Numbers.score(outcome.precision()),
                        Numbers.score(outcome.recall()),
                        Numbers.score(outcome.f1()),
                        Numbers.score(outcome.loss()),
                        Numbers.whole(outcome.epochs()),
                        Numbers.duration(outcome.seconds()),
                        Numbers.whole(outcome.imagesPerSecond()))
                .stripTrailing();
    }

    private static String line(Scores augmented) {
        return String.format(
                        Locale.ROOT,
                        FORMAT,
                        "augmented",
                        Numbers.score(augmented.accuracy()),
                        Numbers.score(augmented.precision()),
                        Numbers.score(augmented.recall()),
                        Numbers.score(augmented.f1()),
                        Numbers.score(augmented.loss()),
                        "",
                        "",
                        "")
                .stripTrailing();
    }

    private static String line(PublishedResult report) {
        return String.format(
                Locale.ROOT,
                FORMAT,
                "report",
                Numbers.score(report.accuracy()),
                Numbers.score(report.precision()),
                Numbers.score(report.recall()),
                Numbers.score(report.f1()),
                Numbers.score(report.loss()),
                Numbers.whole(report.epochs()),
                Numbers.duration(report.seconds()),
                "-");
    }
}
