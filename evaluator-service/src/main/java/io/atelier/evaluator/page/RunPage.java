package io.atelier.evaluator.page;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.evaluator.api.RunResults;
import io.atelier.evaluator.page.Gallery.Tile;
import io.atelier.evaluator.testset.TestSet;
import io.atelier.evaluator.view.Run;
import io.atelier.evaluator.view.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the page of a run shows, as text.
 *
 * @param run its name
 * @param complete whether nothing changes any more; else the page keeps itself current
 * @param dataset the dataset's name
 * @param profile the profile it was planned with
 * @param progress how many trials are in which state
 * @param synthetic whether a loud mark must say that the images are not the real ones
 * @param imagesMissing whether the test images could not be had
 * @param settings what was asked for
 * @param machines where the trials were trained
 * @param samples images of every class
 * @param architectures of the configurations, layer by layer
 * @param series how the trials look in the charts
 * @param groups the results, by configuration, beside the published ones
 * @param spreads of configurations with several seeds
 * @param epochCharts measures by epoch
 * @param scatterCharts accuracy against costs
 * @param trials a section per trial
 */
public record RunPage(
        String run,
        boolean complete,
        String dataset,
        String profile,
        String progress,
        boolean synthetic,
        boolean imagesMissing,
        List<Setting> settings,
        List<MachineSection> machines,
        List<Tile> samples,
        List<ArchitectureSection> architectures,
        List<Series> series,
        List<ComparisonGroup> groups,
        List<SpreadRow> spreads,
        List<EpochChart> epochCharts,
        List<ScatterChart> scatterCharts,
        List<TrialSection> trials) {

    /** A line of the settings. */
    public record Setting(String name, String value) {}

    static RunPage of(Run run, Optional<TestSet> images) {
        RunResults results = RunResults.of(run);
        Gallery gallery = new Gallery(images);
        return new RunPage(
                run.id(),
                results.complete(),
                results.dataset(),
                results.profile(),
                RunListRow.states(run.counts()),
                run.synthetic(),
                gallery.isEmpty(),
                settings(run),
                MachineSection.of(run.trials()),
                gallery.samples(),
                ArchitectureSection.of(run),
                Series.of(results.trials()),
                ComparisonGroup.of(results.trials()),
                SpreadRow.of(results.trials()),
                EpochChart.of(results.trials()),
                ScatterChart.of(results.trials()),
                trials(run, gallery));
    }

    /** With images for the first scored trial of each configuration: a page with many seeds is not to grow without bound. */
    private static List<TrialSection> trials(Run run, Gallery gallery) {
        Set<String> pictured = new HashSet<>();
        List<TrialSection> sections = new ArrayList<>();
        for (Trial trial : run.trials()) {
            boolean first = trial.bestEvaluation().isPresent()
                    && pictured.add(trial.event().definition().configuration());
            sections.add(TrialSection.of(trial, first ? Optional.of(gallery) : Optional.empty()));
        }
        return sections;
    }

    private static List<Setting> settings(Run run) {
        StreamDefinition test = run.definition().test();
        return List.of(
                new Setting("Profile", run.profile()),
                new Setting("Dataset", run.dataset()),
                new Setting("Test images", Format.count(test.images())),
                new Setting("Batch size", Format.count(run.definition().train().batchSize())),
                new Setting("Trials", Format.count(run.trials().size())),
                new Setting("Seeds", seeds(run)),
                new Setting("Planned", Format.time(run.created())));
    }

    private static String seeds(Run run) {
        return run.trials().stream()
                .map(trial -> trial.event().definition().seed())
                .distinct()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }
}
