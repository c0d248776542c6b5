package io.atelier.evaluator.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.atelier.contract.message.Environment;
import io.atelier.contract.message.TrialEvent;
import io.atelier.evaluator.Samples;
import io.atelier.evaluator.page.TrialSection.ConfusionCell;
import io.atelier.evaluator.view.RunView;
import io.atelier.evaluator.view.TrialSamples;
import java.util.Optional;
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
    void shouldListEveryLayer() {
        assertThat(page.architectures()).singleElement().satisfies(architecture -> {
            assertThat(architecture.layers())
                    .first()
                    .isEqualTo(new ArchitectureSection.LayerRow("conv2d", "Conv2D", "(None, 28, 28, 32)", "320"));
            assertThat(architecture.parameters()).isEqualTo("255,158");
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

    private RunPage page() {
        return RunPage.of(view.run("run").orElseThrow(), Optional.empty());
    }
}
