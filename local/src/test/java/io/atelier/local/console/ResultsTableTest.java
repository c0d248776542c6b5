package io.atelier.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.message.Scores;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTableTest {

    @Test
    void shouldPutAugmentedAndTheReportsFiguresBelowOurs() {
        TrialOutcome well = new TrialOutcome(
                "fmnist_3 s1",
                "fmnist_3",
                "EARLY_STOPPED",
                null,
                0.92714,
                0.92701,
                0.92714,
                0.9269,
                0.2058,
                new Scores(0.2031, 0.93, 0.9299, 0.93, 0.9298),
                24,
                812.4,
                1187.4);
        TrialOutcome failed = new TrialOutcome(
                "other s1",
                "other",
                "FAILED",
                "NON_FINITE_LOSS: loss is NaN",
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                null,
                null);

        assertThat(ResultsTable.render(List.of(well, failed)))
                .containsExactly(
                        "trial        state         acc   prec recall     f1   loss epochs  train img/s",
                        "fmnist_3 s1  early stop 0.9271 0.9270 0.9271 0.9269 0.2058     24    13m  1187",
                        "             augmented  0.9300 0.9299 0.9300 0.9298 0.2031",
                        "             report     0.9265 0.9260 0.9265 0.9263 0.2131     24  2m07s     -",
                        "other s1     failed          -      -      -      -      -      0      -     -",
                        "  cause: NON_FINITE_LOSS: loss is NaN")
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    }

    @Test
    void shouldShowLongLabelsInFull() {
        String label = "tiny-units-64-rate-0_3-learning_rate-0_001 s1";
        TrialOutcome outcome =
                new TrialOutcome(label, null, "COMPLETED", null, 0.9, 0.9, 0.9, 0.9, 0.3, null, 1, 2.0, 100.0);

        assertThat(ResultsTable.render(List.of(outcome)))
                .containsExactly(
                        "trial" + " ".repeat(label.length() - 5)
                                + " state         acc   prec recall     f1   loss epochs  train img/s",
                        label + " completed  0.9000 0.9000 0.9000 0.9000 0.3000      1     2s   100");
    }
}
