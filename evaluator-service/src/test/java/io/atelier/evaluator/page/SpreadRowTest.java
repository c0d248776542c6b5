package io.atelier.evaluator.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.message.TrialState;
import io.atelier.evaluator.api.RunResults.TestResults;
import io.atelier.evaluator.api.RunResults.TrialResults;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadRowTest {

    /** The sample standard deviation of 0.90, 0.92 and 0.94 is 0.02. */
    @Test
    void shouldGiveMeanAndSampleStandardDeviation() {
        List<SpreadRow> rows = SpreadRow.of(List.of(trial(1, 0.90, 10), trial(2, 0.94, 14), trial(3, 0.92, 12)));

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.seeds()).isEqualTo("3");
            assertThat(row.accuracy()).isEqualTo("0.9200 ± 0.0200");
            assertThat(row.range()).isEqualTo("0.9000 to 0.9400");
            assertThat(row.publishedAccuracy()).isEqualTo("0.9265");
            assertThat(row.seconds()).isEqualTo("12.0 s ± 2.0 s");
        });
    }

    @Test
    void shouldSayNothingAboutTheSpreadOfOneSeed() {
        assertThat(SpreadRow.of(List.of(trial(1, 0.9, 10)))).isEmpty();
    }

    private static TrialResults trial(long seed, double accuracy, double seconds) {
        TestResults test = new TestResults(
                accuracy, null, 0.3, accuracy, accuracy, accuracy, null, 10_000, 10, List.of(), List.of(), List.of());
        return new TrialResults(
                "run.fmnist_3.s" + seed,
                "fmnist_3",
                "fmnist_3",
                "fmnist_3",
                seed,
                TrialState.COMPLETED,
                3,
                seconds,
                1000.0,
                3,
                255_158L,
                null,
                test,
                List.of(),
                null,
                null,
                null);
    }
}
