package io.atelier.bench.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.atelier.bench.Hardware;
import io.atelier.contract.Json;
import io.atelier.contract.architecture.UnknownArchitectureException;
import io.atelier.contract.study.StudyNetworks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final double PEAK = 200;

    private final Row better =
            row("fmnist_3", List.of(300.0, 900.0, 400.0), List.of(90.0, 100.0, 110.0), List.of(50.0));
    private final Row worse = row("fmnist_4", List.of(100.0), List.of(150.0), List.of(400.0));

    private static Row row(String name, List<Double> ours, List<Double> contiguous, List<Double> channelsLast) {
        try {
            return Row.of(
                    Workload.TRAINING,
                    StudyNetworks.named(name),
                    Map.of(
                            Contender.OURS,
                            ours,
                            Contender.CONTIGUOUS,
                            contiguous,
                            Contender.CHANNELS_LAST,
                            channelsLast),
                    PEAK);
        } catch (UnknownArchitectureException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Report report(double timeScale) {
        return new Report(
                "training",
                new Hardware("A CPU", 2, "Linux", "A VM", 0.3),
                2,
                128,
                3,
                timeScale,
                "ND4J",
                "libtorch 2.10",
                PEAK,
                List.of(better, worse),
                Row.geometricMean(List.of(better, worse)));
    }

    @Test
    void shouldCompareMediansWithTheBetterLayoutOfThePeer() {
        assertThat(better.ours()).isEqualTo(400);
        assertThat(better.peer()).isEqualTo(100);
        assertThat(better.peerLayout()).isEqualTo(Contender.CONTIGUOUS);
        assertThat(better.ratio()).isEqualTo(4);
        assertThat(worse.peer()).isEqualTo(400);
        assertThat(worse.peerLayout()).isEqualTo(Contender.CHANNELS_LAST);
        assertThat(worse.ratio()).isEqualTo(0.25);
        assertThat(Row.geometricMean(List.of(better, worse))).isEqualTo(1, within(1e-12));
    }

    @Test
    void shouldRelateArithmeticToThePeak() throws UnknownArchitectureException {
        double flops = StudyNetworks.named("fmnist_3").trainingFlopsPerImage();

        assertThat(better.gflops()).isEqualTo(400 * flops / 1e9, within(1e-9));
        assertThat(better.shareOfPeak()).isEqualTo(better.gflops() / PEAK, within(1e-12));
    }

    @Test
    void shouldWriteEveryRoundAsJson() {
        String json = new String(Json.write(report(1)), StandardCharsets.UTF_8);

        assertThat(json)
                .contains("\"benchmark\":\"training\"", "\"machine\":{\"cpu\":\"A CPU\",\"cores\":2")
                .contains("\"peer\":\"libtorch 2.10\"", "\"peak_gflops\":200.0", "\"geometric_mean_ratio\":")
                .contains("\"peer_layout\":\"CONTIGUOUS\"", "\"share_of_peak\":")
                .contains("\"OURS\":[300.0,900.0,400.0]", "\"CHANNELS_LAST\":[50.0]");
    }

    @Test
    void shouldPrintOneLineForEachArchitecture() {
        assertThat(ReportTable.render(report(1)))
                .anyMatch(line -> line.matches("fmnist_3 +400 +100 +contiguous +4\\.00 .*%"))
                .anyMatch(line -> line.matches("fmnist_4 +100 +400 +channels_last +0\\.25 .*%"))
                .contains("geometric mean of the ratios: 1.00")
                .contains("machine: A CPU, 2 cores; Linux; A VM; load before: 0.3")
                .noneMatch(line -> line.contains("NOT A MEASUREMENT"));
    }

    @Test
    void shouldSayWhenTimesWereShortened() {
        assertThat(ReportTable.render(report(0.1))).anyMatch(line -> line.startsWith("NOT A MEASUREMENT"));
    }
}
