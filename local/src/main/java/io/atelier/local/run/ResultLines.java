package io.atelier.local.run;

import io.atelier.local.console.ConfigurationsTable;
import io.atelier.local.console.MemoryTable;
import io.atelier.local.console.ResultsTable;
import io.atelier.local.console.TrialOutcome;
import io.atelier.local.output.RunDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is printed at the end of a run. */
final class ResultLines {

    private ResultLines() {}

    static List<String> lines(FetchedResults results, Map<String, Long> peakMemory, RunDirectory directory) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Results of run " + results.run() + " (" + results.profile() + " profile) on the test images of "
                + results.dataset());
        if (results.synthetic()) {
            lines.addAll(syntheticWarning());
        }
        if (results.isOwnSweep()) {
            lines.addAll(ConfigurationsTable.render(
                    "TEST".equals(results.scoredBy()) ? "test" : "val", results.settings(), results.configurations()));
            lines.add("");
        }
        lines.addAll(ResultsTable.render(
                results.byRank().stream().map(ResultLines::outcome).toList()));
        boolean ofStudy = results.trials().stream().anyMatch(trial -> trial.study() != null);
        if (ofStudy && !results.isReportProfile()) {
            lines.add("The report's lines come from its full recipes; this run's profile is \"" + results.profile()
                    + "\".");
        }
        if (!peakMemory.isEmpty()) {
            lines.add("");
            lines.add("Peak memory");
            lines.addAll(MemoryTable.render(peakMemory));
        }
        lines.add("");
        lines.add("Results: " + directory.results());
        lines.add("Report:  " + directory.report());
        return lines;
    }

    static List<String> syntheticWarning() {
        return List.of(
                "*******************************************************************************",
                "*  SYNTHETIC DATA: these images were drawn, they are not Fashion-MNIST.       *",
                "*  No score of this run says anything about the study.                        *",
                "*******************************************************************************");
    }

    static TrialOutcome outcome(FetchedResults.Trial trial) {
        FetchedResults.Test test = trial.test();
        return new TrialOutcome(
                TrialStatuses.label(trial.trial()),
                trial.study(),
                trial.state(),
                trial.cause(),
                test == null ? null : test.accuracy(),
                test == null ? null : test.precision(),
                test == null ? null : test.recall(),
                test == null ? null : test.f1(),
                test == null ? null : test.loss(),
                test == null ? null : test.augmented(),
                trial.epochs(),
                trial.trainSeconds(),
                trial.imagesPerSecond());
    }
}
