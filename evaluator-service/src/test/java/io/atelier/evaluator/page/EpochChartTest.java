package io.atelier.evaluator.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.message.TrialState;
import io.atelier.evaluator.api.RunResults.Epoch;
import io.atelier.evaluator.api.RunResults.TrialResults;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochChartTest {

    @Test
    void shouldThinOutALongHistoryButKeepItsEnds() {
        List<EpochChart> charts = EpochChart.of(List.of(trial(1, 1_000)));

        assertThat(charts).allSatisfy(chart -> assertThat(chart.rows())
                .hasSizeLessThan(210)
                .extracting(EpochChart.Row::epoch)
                .startsWith(1)
                .endsWith(1_000));
    }

    /** Without validation and evaluation there are no such charts, and a shorter trial has gaps at its end. */
    @Test
    void shouldShowWhatIsKnown() {
        List<EpochChart> charts = EpochChart.of(List.of(trial(1, 2), trial(2, 1)));

        assertThat(charts)
                .extracting(EpochChart::title)
                .containsExactly("Training loss", "Training accuracy", "Training time");
        assertThat(charts.get(0).rows().get(1).cells())
                .extracting(EpochChart.Cell::value)
                .containsExactly("0.5000", "–");
    }

    private static TrialResults trial(long seed, int epochs) {
        List<Epoch> history = IntStream.rangeClosed(1, epochs)
                .mapToObj(epoch -> new Epoch(epoch, 0.5, 0.8, null, null, null, null, 10, 4500))
                .toList();
        return new TrialResults(
                "run.fmnist_1.s" + seed,
                "fmnist_1",
                "fmnist_1",
                "fmnist_1",
                seed,
                TrialState.RUNNING,
                epochs,
                20.0,
                4500.0,
                epochs,
                1_755_210L,
                null,
                null,
                history,
                null,
                null,
                null);
    }
}
