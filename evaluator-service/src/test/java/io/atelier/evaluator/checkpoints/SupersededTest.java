package io.atelier.evaluator.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.evaluator.view.Trial;
import io.atelier.evaluator.view.TrialSamples;
import org.junit.jupiter.api.Test;

/** Would catch the removal of a checkpoint that is still needed, or checkpoints that pile up. */
class SupersededTest {

    @Test
    void shouldRemoveAnEpochThatIsNotTheBest() {
        assertThat(Superseded.after(trial(true, false), 2)).containsExactly(2);
    }

    @Test
    void shouldRemoveTheBestBeforeANewBest() {
        assertThat(Superseded.after(trial(true, true), 2)).containsExactly(1);
    }

    @Test
    void shouldRemoveWhatALaterEpochHasSupersededAlready() {
        assertThat(Superseded.after(trial(true, true, true), 2)).containsExactly(1, 2);
    }

    @Test
    void shouldKeepTheFirst() {
        assertThat(Superseded.after(trial(true), 1)).isEmpty();
    }

    @Test
    void shouldKeepAnEpochWithoutMetrics() {
        assertThat(Superseded.after(trial(true), 2)).isEmpty();
        assertThat(Superseded.after(trial(), 1)).isEmpty();
    }

    private static Trial trial(boolean... best) {
        return TrialSamples.withEpochs("run.fmnist_3.s1", best);
    }
}
