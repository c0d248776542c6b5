package io.atelier.local.console;

import io.atelier.contract.study.PublishedResult;
import java.util.ArrayList;
import java.util.List;

/** How a run stands, said once: two tables of 79 columns for a terminal, else a line per fact for other programs. */
public final class StatusReport {

    private StatusReport() {}

    /**
     * The lines, without line ends.
     *
     * @param scored the outcomes so far of those {@code trials} that have test scores
     */
    public static List<String> lines(List<TrialStatus> trials, List<TrialOutcome> scored, boolean terminal) {
        List<String> lines = new ArrayList<>();
        if (!terminal) {
            trials.forEach(trial -> lines.add(PlainDisplay.line(trial)));
            scored.forEach(outcome -> lines.add(line(outcome)));
            return lines;
        }
        lines.addAll(ProgressTable.render(trials, trials.size()));
        trials.stream()
                .filter(trial -> trial.cause() != null)
                .forEach(trial -> lines.add(trial.label() + ": " + trial.cause()));
        if (!scored.isEmpty()) {
            lines.add("");
            lines.add("On the test images, the best epoch so far; below it the study");
            lines.addAll(ResultsTable.render(scored));
        }
        return lines;
    }

    /** As in {@code tiny s1: test accuracy 0.9270, precision 0.9268, ..., training time 26m; the study: ...}. */
    private static String line(TrialOutcome outcome) {
        String line = outcome.label() + ": test accuracy " + Numbers.score(outcome.accuracy()) + ", precision "
                + Numbers.score(outcome.precision()) + ", recall " + Numbers.score(outcome.recall()) + ", F1 "
                + Numbers.score(outcome.f1()) + ", loss " + Numbers.score(outcome.loss()) + ", training time "
                + Numbers.duration(outcome.seconds());
        String augmented = outcome.augmented() == null
                ? ""
                : "; augmented: accuracy " + Numbers.score(outcome.augmented().accuracy()) + ", loss "
                        + Numbers.score(outcome.augmented().loss());
        return line
                + augmented
                + PublishedResult.of(outcome.study())
                        .map(study -> "; the study: accuracy " + Numbers.score(study.accuracy()) + ", loss "
                                + Numbers.score(study.loss()) + ", training time " + Numbers.duration(study.seconds()))
                        .orElse("");
    }
}
