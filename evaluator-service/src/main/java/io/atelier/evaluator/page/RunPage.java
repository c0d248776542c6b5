package io.atelier.evaluator.page;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.evaluator.api.RunResults;
import io.atelier.evaluator.view.Run;
import java.util.List;

/**
 * What the page of a run shows, as text.
 *
 * @param run its name
 * @param complete whether nothing changes any more; else the page reloads itself
 * @param synthetic whether a loud mark must say that the images are not the real ones
 * @param settings what was asked for
 * @param rows a line per trial, beside the published results
 * @param trials a section per trial
 */
public record RunPage(
        String run,
        boolean complete,
        boolean synthetic,
        List<Setting> settings,
        List<ComparisonRow> rows,
        List<TrialSection> trials) {

    /** A line of the settings. */
    public record Setting(String name, String value) {}

    static RunPage of(Run run) {
        RunResults results = RunResults.of(run);
        return new RunPage(
                run.id(),
                results.complete(),
                run.synthetic(),
                settings(run),
                results.trials().stream().map(ComparisonRow::of).toList(),
                run.trials().stream().map(TrialSection::of).toList());
    }

    private static List<Setting> settings(Run run) {
        StreamDefinition test = run.definition().test();
        return List.of(
                new Setting("Profile", run.profile()),
                new Setting("Dataset", run.dataset()),
                new Setting("Test images", Format.count(test.images())),
                new Setting("Batch size", Format.count(run.definition().train().batchSize())),
                new Setting("Trials", Format.count(run.trials().size())),
                new Setting("Planned", Format.time(run.created())));
    }
}
