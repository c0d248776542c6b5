package io.atelier.evaluator.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.atelier.contract.message.Environment;
import io.atelier.contract.message.TrialEvent;
import io.atelier.evaluator.Samples;
import io.atelier.evaluator.page.TrialSection.ConfusionCell;
import io.atelier.evaluator.view.KnownDataset;
import io.atelier.evaluator.view.RunView;
import io.atelier.evaluator.view.TrialSamples;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunPageTest {

    private final RunView view = TrialSamples.completed("run", "fashion-mnist");
    private final RunPage page = page();

    @Test
    void shouldPutResultsBesideThePublishedOnes() {
        assertThat(page.groups()).singleElement().satisfies(group -> {
            assertThat(group.rows()).singleElement().satisfies(row -> {
                assertThat(row.label()).isEqualTo("fmnist_3, seed 1");
                assertThat(row.state()).isEqualTo("early stopped");
                assertThat(row.accuracy()).isEqualTo("0.5000");
                assertThat(row.difference()).isEqualTo("-0.4265");
                assertThat(row.epochs()).isEqualTo("3 (2)");
                assertThat(row.time()).isEqualTo("30.0 s");
                assertThat(row.parameters()).isEqualTo("255,158");
            });
            assertThat(group.published().accuracy()).isEqualTo("0.9265");
            assertThat(group.published().time()).isEqualTo("2 min 07 s");
        });
        assertThat(page.synthetic()).isFalse();
        assertThat(page.complete()).isTrue();
    }

    @Test
    void shouldShowATrialInFullAlsoWithoutImages() {
        assertThat(page.imagesMissing()).isTrue();
        assertThat(page.trials()).singleElement().satisfies(trial -> {
            assertThat(trial.recipe())
                    .isEqualTo("45,000 training images, 15,000 validation images, no augmentation, at most 50 epochs,"
                            + " stops after 5 epochs without a better validation loss");
            assertThat(trial.epoch()).isEqualTo("2");
            assertThat(trial.classes()).hasSize(10);
            assertThat(trial.confusion().get(5).cells().get(4)).isEqualTo(new ConfusionCell("1", 10, false));
            assertThat(trial.mistakes())
                    .containsExactly(new Gallery.Tile("Test image 1", null, "Sandal", "Coat", "100\u00a0%", false));
            assertThat(trial.sample()).hasSize(2);
        });
    }

    /** Would catch a page that grows with the classes. */
    @Test
    void shouldShowTheWorstOfManyClasses() {
        RunView many = TrialSamples.ofManyClasses("run", 1_000);
        List<String> names =
                IntStream.range(0, 1_000).mapToObj(i -> "class-" + i).toList();

        RunPage shown = RunPage.of(many.run("run").orElseThrow(), Optional.empty(), names, Optional.empty());

        assertThat(shown.moreClasses()).isEqualTo(980);
        assertThat(shown.trials()).singleElement().satisfies(trial -> {
            assertThat(trial.top5()).isEqualTo("0.7500");
            assertThat(trial.classes()).hasSize(20);
            assertThat(trial.confusion()).isEmpty();
            assertThat(trial.confused()).containsExactly(new TrialSection.PairRow("class-999", "class-7", "2"));
            assertThat(trial.sample()).extracting(Gallery.Tile::truth).containsExactly("class-999");
        });
    }

    @Test
    void shouldLeadToTheDatasetAndSayThatItsClassesDiffer() {
        assertThat(page.described()).isFalse();
        assertThat(page.imbalance()).isNull();

        RunPage described = RunPage.of(
                view.run("run").orElseThrow(),
                Optional.empty(),
                Samples.CLASSES,
                Optional.of(new KnownDataset(Samples.SHOES, Optional.of(Samples.SHOES_STATISTICS))));

        assertThat(described.described()).isTrue();
        assertThat(described.imbalance().times()).isEqualTo("4.0");
    }

    @Test
    void shouldDrawEveryMeasureByEpochAndMarkTheBest() {
        assertThat(page.epochCharts())
                .extracting(EpochChart::title)
                .containsExactly(
                        "Training loss",
                        "Training accuracy",
                        "Validation loss",
                        "Validation accuracy",
                        "Test loss",
                        "Test accuracy",
                        "Training time");
        assertThat(page.epochCharts().get(3).rows())
                .extracting(EpochChart.Row::epoch, row -> row.cells().get(0))
                .containsExactly(
                        tuple(1, new EpochChart.Cell("0.8500", false)),
                        tuple(2, new EpochChart.Cell("0.8500", true)),
                        tuple(3, new EpochChart.Cell("0.8500", false)));
    }

    @Test
    void shouldSetAccuracyAgainstItsCostsBesideTheStudy() {
        assertThat(page.scatterCharts().get(0).points())
                .containsExactly(
                        new ScatterChart.Point("fmnist_3, seed 1", 0, false, "30.0 s", 30, "0.5000"),
                        new ScatterChart.Point("fmnist_3, the study", 0, true, "2 min 07 s", 126.7, "0.9265"));
        assertThat(page.scatterCharts().get(1).points())
                .extracting(ScatterChart.Point::costValue)
                .containsExactly(255_158.0, 255_158.0);
    }

    @Test
    void shouldListEverySettingAndLayer() {
        assertThat(page.configurations()).singleElement().satisfies(configuration -> {
            assertThat(configuration.recipe())
                    .contains(
                            new RunPage.Setting("optimizer.kind", "adam"),
                            new RunPage.Setting("optimizer.learning_rate", "0.001"),
                            new RunPage.Setting("early_stopping.patience", "5"));
            assertThat(configuration.layers())
                    .first()
                    .isEqualTo(new ConfigurationSection.LayerRow("conv2d", "Conv2D", "(None, 28, 28, 32)", "320"));
            assertThat(configuration.parameters()).isEqualTo("255,158");
        });
    }

    @Test
    void shouldNameTheMachineWhereItIsKnown() {
        assertThat(page.machines()).isEmpty();

        Environment machine = new Environment("0.1.0", "java", "engine", 1, "4.2.1", "os", "A processor", 16, 8);
        TrialSamples.add(
                view,
                TrialEvent.running(Samples.definition("run", "fashion-mnist"), Samples.NOON, "trainer-1", 1, 0)
                        .in(machine));

        assertThat(page().machines()).singleElement().satisfies(section -> {
            assertThat(section.trials()).isEqualTo("fmnist_3, seed 1");
            assertThat(section.settings())
                    .contains(
                            new RunPage.Setting("Processor", "A processor"),
                            new RunPage.Setting("Threads of the trainer", "8"));
        });
    }

    @Test
    void shouldNotRankASingleConfiguration() {
        assertThat(page.ranking()).isNull();
        assertThat(page.parallel()).isNull();
    }

    @Test
    void shouldRankConfigurationsAndShowOnlyWhatDiffers() {
        RunPage sweep = sweep(12, 2);

        assertThat(sweep.published()).isFalse();
        assertThat(sweep.ranking().measure()).isEqualTo("Validation accuracy");
        assertThat(sweep.ranking().settings())
                .extracting(RankingTable.Column::path)
                .containsExactly(
                        "architectures.tiny.layers.dense_1.units",
                        "architectures.tiny.layers.drop.rate",
                        "recipe.optimizer.learning_rate");
        assertThat(sweep.ranking().settings())
                .extracting(RankingTable.Column::name)
                .containsExactly("dense_1.units", "drop.rate", "learning_rate");
        assertThat(sweep.ranking().rows()).hasSize(12);
        assertThat(sweep.ranking().rows().get(0)).satisfies(best -> {
            assertThat(best.configuration()).isEqualTo(Samples.sweep(12).get(0).label());
            assertThat(best.rank()).isEqualTo("1");
            assertThat(best.score()).isEqualTo("0.9000 ± 0.0001");
            assertThat(best.trials()).isEqualTo("2 of 2");
        });
        assertThat(sweep.ranking().rows().get(11).score()).startsWith("0.8890");
    }

    /** A logarithmic axis for the learning rate, which spans two decades; the best line is drawn last, so it lies on top. */
    @Test
    void shouldDrawALineForEachConfigurationOverTheSettingsThatDiffer() {
        ParallelChart chart = sweep(12, 1).parallel();

        assertThat(chart.axes())
                .extracting(ParallelChart.DrawnAxis::full)
                .containsExactly(
                        "architectures.tiny.layers.dense_1.units",
                        "architectures.tiny.layers.drop.rate",
                        "recipe.optimizer.learning_rate, logarithmic",
                        "Validation accuracy");
        assertThat(chart.lines()).hasSize(12);
        assertThat(chart.lines().get(11)).satisfies(best -> {
            assertThat(best.shade()).isEqualTo(6);
            assertThat(best.full()).startsWith("1. tiny-").endsWith(": 0.9000");
            assertThat(best.points()).endsWith(",40");
        });
        assertThat(chart.lines().get(0).shade()).isEqualTo(1);
    }

    @Test
    void shouldColourTheBestOfManyConfigurationsAndGreyTheOthers() {
        RunPage sweep = sweep(12, 2);
        List<String> ranked = sweep.ranking().rows().stream()
                .map(RankingTable.Row::configuration)
                .toList();

        assertThat(sweep.series()).hasSize(24).allSatisfy(series -> {
            int rank = ranked.indexOf(series.label().substring(0, series.label().indexOf(',')));
            assertThat(series.color()).isEqualTo(rank < 6 ? rank + 1 : 0);
        });
    }

    /** Would catch a page that grows with the trials: 1,000 would have 100,000 cells of confusion alone. */
    @Test
    void shouldShowTheTrialsOfTheBestConfigurationsWhereThereAreMany() {
        RunPage sweep = sweep(100, 10);

        assertThat(sweep.ranking().rows()).hasSize(100);
        assertThat(sweep.parallel().lines()).hasSize(100);
        assertThat(sweep.trials()).hasSize(100);
        assertThat(sweep.series()).hasSize(100);
        assertThat(sweep.epochCharts().get(0).rows().get(0).cells()).hasSize(100);
        assertThat(sweep.hidden()).isEqualTo(900);
        assertThat(sweep.series()).anySatisfy(series -> assertThat(series.label())
                .startsWith(sweep.ranking().rows().get(0).configuration() + ","));
        assertThat(sweep.trials().stream().filter(TrialSection::pictured)).hasSizeLessThanOrEqualTo(12);
    }

    private static RunPage sweep(int configurations, int seeds) {
        return RunPage.of(
                TrialSamples.sweep("run", configurations, seeds).run("run").orElseThrow(),
                Optional.empty(),
                Samples.CLASSES,
                Optional.empty());
    }

    private RunPage page() {
        return RunPage.of(view.run("run").orElseThrow(), Optional.empty(), Samples.CLASSES, Optional.empty());
    }
}
