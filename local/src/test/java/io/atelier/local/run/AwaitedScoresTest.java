package io.atelier.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Would catch a run that waits for ever for a checkpoint that the evaluator has given up. */
class AwaitedScoresTest {

    private long now = 1;
    private final AwaitedScores scores = new AwaitedScores(Duration.ofNanos(10), () -> now);

    @Test
    void shouldBeInVainWhenNothingNewCame() {
        assertThat(scores.areInVain(results("COMPLETED", 3, false))).isFalse();
        now = 10;
        assertThat(scores.areInVain(results("COMPLETED", 3, false))).isFalse();
        now = 11;
        assertThat(scores.areInVain(results("COMPLETED", 3, false))).isTrue();
    }

    @Test
    void shouldWaitAnewWhenSomethingCame() {
        scores.areInVain(results("COMPLETED", 3, false));
        now = 11;
        assertThat(scores.areInVain(results("COMPLETED", 4, false))).isFalse();
    }

    @Test
    void shouldWaitForTrialsAsLongAsTheyTake() {
        scores.areInVain(results("RUNNING", 3, false));
        now = 1_000;
        assertThat(scores.areInVain(results("RUNNING", 3, false))).isFalse();
    }

    @Test
    void shouldNotBeInVainWhenEverythingCame() {
        scores.areInVain(results("COMPLETED", 3, true));
        now = 1_000;
        assertThat(scores.areInVain(results("COMPLETED", 3, true))).isFalse();
    }

    private static FetchedResults results(String state, int epochs, boolean complete) {
        return new FetchedResults(
                "run",
                "synthetic",
                true,
                "quick",
                complete,
                List.of(new FetchedResults.Trial(
                        "run.fmnist_3.s1", "fmnist_3", 1, state, null, epochs, null, null, null, null, null)),
                null,
                null,
                null);
    }
}
