package io.atelier.evaluator.page;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.evaluator.api.RunResults;
import io.atelier.evaluator.api.RunResults.ConfigurationResults;
import io.atelier.evaluator.api.RunResults.TrialResults;
import io.atelier.evaluator.page.Gallery.Tile;
import io.atelier.evaluator.testset.TestSet;
import io.atelier.evaluator.view.KnownDataset;
import io.atelier.evaluator.view.Run;
import io.atelier.evaluator.view.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the page of a run shows, as text.
 *
 * @param run its name
 * @param complete whether nothing changes any more; else the page keeps itself current
 * @param dataset the dataset's id
 * @param described whether the dataset has a page
 * @param imbalance of its classes; null where they have about as many images
 * @param profile the profile it was planned with
 * @param progress how many trials are in which state
 * @param synthetic whether a loud mark must say that the images are not the real ones
 * @param imagesMissing whether the test images could not be had
 * @param settings what was asked for
 * @param machines where the trials were trained
 * @param samples images of every class, of many classes of the first ones
 * @param moreClasses how many classes have no images here
 * @param configurations their recipes, and their architectures layer by layer
 * @param hidden how many trials have neither curves nor sections, since those of better configurations are many
 * @param series how the trials look in the charts
 * @param ranking the configurations, the best first; null for a single one
 * @param parallel the same as a chart; null where there is nothing to compare
 * @param published whether something of the run has been published by the study
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
        boolean described,
        Imbalance imbalance,
        String profile,
        String progress,
        boolean synthetic,
        boolean imagesMissing,
        List<Setting> settings,
        List<MachineSection> machines,
        List<Tile> samples,
        int moreClasses,
        List<ConfigurationSection> configurations,
        int hidden,
        List<Series> series,
        RankingTable ranking,
        ParallelChart parallel,
        boolean published,
        List<ComparisonGroup> groups,
        List<SpreadRow> spreads,
        List<EpochChart> epochCharts,
        List<ScatterChart> scatterCharts,
        List<TrialSection> trials) {

    /** The most trials with curves and sections of their own: a page is not to grow without bound. */
    static final int MOST_TRIALS = 100;

    private static final int MOST_PICTURED = 12;

    /** A line of the settings. */
    public record Setting(String name, String value) {}

    /** {@code dataset} is empty as long as nobody has described it. */
    static RunPage of(Run run, Optional<TestSet> images, List<String> classNames, Optional<KnownDataset> dataset) {
        RunResults results = RunResults.of(run);
        Gallery gallery = new Gallery(images, classNames);
        List<String> ranked = results.configurations().stream()
                .map(ConfigurationResults::configuration)
                .toList();
        List<TrialResults> shown = shown(results.trials(), ranked);
        List<ComparisonGroup> groups = ComparisonGroup.of(results.trials());
        return new RunPage(
                run.id(),
                results.complete(),
                results.dataset(),
                dataset.isPresent(),
                dataset.flatMap(Imbalance::of).orElse(null),
                results.profile(),
                RunListRow.states(run.counts()),
                run.synthetic(),
                gallery.isEmpty(),
                settings(run, ranked.size()),
                MachineSection.of(run.trials()),
                gallery.samples(),
                gallery.moreClasses(),
                ConfigurationSection.of(run),
                results.trials().size() - shown.size(),
                Series.of(shown, ranked),
                RankingTable.of(results).orElse(null),
                ParallelChart.of(results).orElse(null),
                groups.stream().anyMatch(group -> group.published() != null),
                groups,
                SpreadRow.of(results.trials()),
                EpochChart.of(shown),
                ScatterChart.of(shown),
                trials(run, shown, gallery));
    }

    /** As many as there is room for, of the best configurations, in the order that they have. */
    private static List<TrialResults> shown(List<TrialResults> trials, List<String> ranked) {
        if (trials.size() <= MOST_TRIALS) {
            return trials;
        }
        Map<String, Integer> ranks = new HashMap<>();
        ranked.forEach(configuration -> ranks.put(configuration, ranks.size()));
        Set<TrialResults> best = trials.stream()
                .sorted(Comparator.comparing(trial -> ranks.get(trial.configuration())))
                .limit(MOST_TRIALS)
                .collect(Collectors.toCollection(() -> Collections.newSetFromMap(new IdentityHashMap<>())));
        return trials.stream().filter(best::contains).toList();
    }

    /** With images for the first scored trial of each configuration: a page with many seeds is not to grow without bound. */
    private static List<TrialSection> trials(Run run, List<TrialResults> shown, Gallery gallery) {
        Set<String> ids = shown.stream().map(TrialResults::trial).collect(Collectors.toSet());
        Set<String> pictured = new HashSet<>();
        List<TrialSection> sections = new ArrayList<>();
        for (Trial trial : run.trials()) {
            if (ids.contains(trial.id())) {
                boolean first = trial.bestEvaluation().isPresent()
                        && pictured.size() < MOST_PICTURED
                        && pictured.add(trial.event().definition().configuration());
                sections.add(
                        TrialSection.of(trial, gallery::className, first ? Optional.of(gallery) : Optional.empty()));
            }
        }
        return sections;
    }

    private static List<Setting> settings(Run run, int configurations) {
        StreamDefinition test = run.definition().test();
        return List.of(
                new Setting("Profile", run.profile()),
                new Setting("Dataset", run.dataset()),
                new Setting("Test images", Format.count(test.images())),
                new Setting("Configurations", Format.count(configurations)),
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
