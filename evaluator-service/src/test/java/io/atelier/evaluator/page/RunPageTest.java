package io.atelier.evaluator.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.evaluator.page.TrialSection.ConfusionCell;
import io.atelier.evaluator.view.TrialSamples;
import org.junit.jupiter.api.Test;

class RunPageTest {

    private final RunPage page =
            RunPage.of(TrialSamples.completed("run", "fashion-mnist").run("run").orElseThrow());

    @Test
    void shouldPutResultsBesideThePublishedOnes() {
        assertThat(page.rows()).singleElement().satisfies(row -> {
            assertThat(row.accuracy()).isEqualTo("0.5000");
            assertThat(row.publishedAccuracy()).isEqualTo("0.9265");
            assertThat(row.difference()).isEqualTo("-0.4265");
            assertThat(row.epochs()).isEqualTo("3 (2)");
            assertThat(row.time()).isEqualTo("30.0 s");
            assertThat(row.publishedTime()).isEqualTo("2 min 07 s");
            assertThat(row.parameters()).isEqualTo("255,158");
        });
        assertThat(page.synthetic()).isFalse();
        assertThat(page.complete()).isTrue();
    }

    @Test
    void shouldShowATrialInFull() {
        assertThat(page.trials()).singleElement().satisfies(trial -> {
            assertThat(trial.recipe())
                    .isEqualTo("45,000 training images, 15,000 validation images, no augmentation, at most 50 epochs,"
                            + " stops after 5 epochs without a better validation loss");
            assertThat(trial.epoch()).isEqualTo("2");
            assertThat(trial.classes()).hasSize(10);
            assertThat(trial.confusion().get(5).cells().get(4)).isEqualTo(new ConfusionCell("1", 100, false));
            assertThat(trial.history())
                    .extracting(TrialSection.HistoryRow::best)
                    .containsExactly(false, true, false);
        });
    }
}
