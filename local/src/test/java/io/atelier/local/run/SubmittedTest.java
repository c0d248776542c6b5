package io.atelier.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the data service has answered, and whether results are of it. */
class SubmittedTest {

    @Test
    void shouldTellWhatIsNew() {
        assertThat(submitted(2, 0, "a", "b").news()).isEmpty();
        assertThat(submitted(0, 0, "a", "b").news()).isEmpty();
        assertThat(submitted(1, 0, "a", "b").news()).isEqualTo(", 1 of them new");
        assertThat(submitted(0, 2, "a", "b").news()).isEqualTo(", 2 of them with more epochs");
        assertThat(submitted(1, 1, "a", "b").news()).isEqualTo(", 1 of them new, 1 of them with more epochs");
    }

    /** The evaluator may not have heard of the extension yet: it still calls the run complete. */
    @Test
    void shouldNotTakeTheEndOfFewerEpochsForTheEnd() {
        RunClient.Submitted submitted = submitted(0, 1, "a");

        assertThat(submitted.isEndedIn(results("COMPLETED", 2))).isFalse();
        assertThat(submitted.isEndedIn(results("COMPLETED", 4))).isTrue();
        assertThat(submitted.isEndedIn(results("EARLY_STOPPED", 2))).isTrue();
        assertThat(submitted.isEndedIn(results("FAILED", 2))).isTrue();
    }

    @Test
    void shouldWaitForATrialThatTheEvaluatorHasNotHeardOf() {
        assertThat(submitted(1, 0, "a", "b").isEndedIn(results("COMPLETED", 4))).isFalse();
    }

    private static RunClient.Submitted submitted(int added, int extended, String... labels) {
        return new RunClient.Submitted(
                "r",
                "d",
                added,
                extended,
                Stream.of(labels)
                        .map(label -> new RunClient.SubmittedTrial("r." + label + ".s1", 4))
                        .toList());
    }

    private static FetchedResults results(String state, int epochs) {
        FetchedResults.Trial trial =
                new FetchedResults.Trial("r.a.s1", null, 1, state, null, epochs, 1.0, 1.0, null, List.of(), null);
        return new FetchedResults("r", "d", true, "quick", true, List.of(trial), null, List.of(), List.of());
    }
}
