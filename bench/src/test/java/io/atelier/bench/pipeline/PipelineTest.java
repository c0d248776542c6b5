package io.atelier.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.atelier.bench.BenchException;
import io.atelier.bench.Hardware;
import io.atelier.bench.network.BenchNetworks;
import io.atelier.bench.process.Conditions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineTest {

    private static PipelineSettings settings(String architecture) throws Exception {
        return new PipelineSettings(BenchNetworks.named(architecture), 3, 5000, 2, new Conditions(1, false));
    }

    private static byte[] results(String state, int threads) {
        return """
                {"run": "r", "trials": [{"trial": "r.fmnist_5.s1", "state": "%s", "environment": {"threads": %d, "java": "17"},
                 "history": [{"epoch": 1, "loss": 2, "images_per_second": 100.5},
                             {"epoch": 2, "loss": 1, "images_per_second": 400}]}]}
                """.formatted(state, threads).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldReadTheSpeedOfEveryEpoch() throws Exception {
        assertThat(RunFigures.read(results("COMPLETED", 2), 2)).containsExactly(100.5, 400.0);
    }

    @Test
    void shouldNotCompareWithOtherThreadsOrAFailure() {
        assertThatThrownBy(() -> RunFigures.read(results("COMPLETED", 1), 2))
                .isInstanceOf(BenchException.class)
                .hasMessageStartingWith("Expected one trial, completed on 2 threads");
        assertThatThrownBy(() -> RunFigures.read(results("FAILED", 2), 2)).isInstanceOf(BenchException.class);
    }

    @Test
    void shouldNotCountTheFirstEpoch() throws Exception {
        PipelineReport report = PipelineReport.of(
                settings("fmnist_5"),
                128,
                new Hardware("A CPU", 2, "Linux", "A VM", false, 0.3),
                440,
                List.of(10.0, 300.0, 600.0),
                360);

        assertThat(report.pipeline()).isEqualTo(400, within(1e-9));
        assertThat(report.ratio()).isEqualTo(1, within(1e-12));
        assertThat(report.render())
                .contains("in memory: 440 before, 360 after", "ratio: 1.00")
                .anyMatch(line -> line.startsWith("./atelier run: 400 from the second epoch of 5000 images on"));
    }

    @Test
    void shouldDrawAsManyImagesAsTheNetworkFits() throws Exception {
        assertThat(PipelineRun.dataset(settings("fmnist_5"))).isEqualTo("synthetic:28x28x1:10:5000");
        assertThat(PipelineRun.dataset(settings("resnet_18_64"))).isEqualTo("synthetic:64x64x3:200:5000");
    }
}
