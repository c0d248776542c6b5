package io.atelier.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressTableTest {

    @Test
    void shouldShowATrialInALine() {
        assertThat(ProgressTable.render(
                        List.of(
                                Statuses.training("fmnist_3 s1", 2, 17),
                                Statuses.ended("fmnist_4 s1", "EARLY_STOPPED", null),
                                Statuses.queued("fmnist_5 s1")),
                        10))
                .containsExactly(
                        "trial         state       epoch   batch img/s   loss    acc valoss valacc  left",
                        "fmnist_3 s1   training     2/50  17/352  1187 0.4012 0.8541      -      - 9m12s",
                        "fmnist_4 s1   early stop     24       -  1187 0.1210 0.9527 0.1940 0.9355     -",
                        "fmnist_5 s1   queued          -       -     -      -      -      -      -     -");
    }

    @Test
    void shouldShowTrialsThatCompeteWithTheirEpoch() {
        assertThat(ProgressTable.render(
                        List.of(
                                Statuses.ended("fmnist_4 s1", "PAUSED", null),
                                Statuses.ended("fmnist_5 s1", "PRUNED", null)),
                        10))
                .last()
                .asString()
                .isEqualTo("fmnist_5 s1   pruned         24       -  1187 0.1210 0.9527 0.1940 0.9355     -");
        assertThat(Statuses.ended("fmnist_4 s1", "PAUSED", null))
                .matches(trial -> trial.isPaused() && !trial.isRunning() && !trial.hasEnded());
        assertThat(ProgressTable.render(
                        List.of(
                                Statuses.training("a s1", 2, 17),
                                Statuses.ended("b s1", "PAUSED", null),
                                Statuses.ended("c s1", "PRUNED", null),
                                Statuses.queued("d s1")),
                        3))
                .last()
                .asString()
                .isEqualTo("and 1 more: 1 running, 1 queued, 1 paused, 1 ended in all");
    }

    @Test
    void shouldFitInto80ColumnsWithTheLargestFigures() {
        TrialStatus trial = new TrialStatus(
                "t",
                "a_rather_long_name s123456",
                "EARLY_STOPPED",
                50,
                50,
                469,
                469,
                99_999.0,
                14.1234,
                1.0,
                9.9,
                1.0,
                1e6,
                null);

        assertThat(ProgressTable.line(trial, 1_000)).hasSizeLessThan(80);
    }

    /** A sweep's labels differ at their ends. */
    @Test
    void shouldTellLongLabelsApart() {
        List<String> labels = List.of("tiny-units-64-rate-0_3 s1", "tiny-units-64-rate-0_5 s1", "tiny s1");

        assertThat(ProgressTable.render(labels.stream().map(Statuses::queued).toList(), 10))
                .extracting(line -> line.substring(0, 13).strip())
                .containsExactly("trial", "tiny-units-~1", "tiny-units-~2", "tiny s1");
        assertThat(ShortLabels.legend(labels))
                .containsExactly(
                        "  tiny-units-~1 is tiny-units-64-rate-0_3 s1", "  tiny-units-~2 is tiny-units-64-rate-0_5 s1");
    }

    @Test
    void shouldShowThoseAtWorkWhenNotAllFit() {
        List<TrialStatus> trials = new ArrayList<>();
        IntStream.rangeClosed(1, 20)
                .forEach(seed -> trials.add(Statuses.ended("fmnist_1 s" + seed, "COMPLETED", null)));
        trials.add(Statuses.training("fmnist_2 s1", 1, 5));
        IntStream.rangeClosed(2, 20).forEach(seed -> trials.add(Statuses.queued("fmnist_2 s" + seed)));

        List<String> lines = ProgressTable.render(trials, 7);

        assertThat(lines).hasSize(9);
        assertThat(lines)
                .extracting(line -> line.substring(0, 12).strip())
                .containsSubsequence("fmnist_1 s20", "fmnist_2 s1", "fmnist_2 s2");
        assertThat(lines.get(8)).isEqualTo("and 33 more: 1 running, 19 queued, 20 ended in all");
    }
}
