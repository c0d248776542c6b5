package io.atelier.bench.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.atelier.bench.Hardware;
import io.atelier.bench.process.Conditions;
import io.atelier.bench.process.Workload;
import io.atelier.contract.Json;
import io.atelier.contract.architecture.UnknownArchitectureException;
import io.atelier.contract.study.StudyNetworks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final double PEAK = 200;

    private final Row better = row(
            "fmnist_3",
            figures("ours", false, 300.0, 900.0, 400.0),
            figures("eager", false, 90.0, 100.0, 110.0),
            figures("compile", false, 50.0));
    private final Row worse = row(
            "fmnist_4",
            figures("ours", false, 100.0),
            figures("eager", false, 150.0),
            figures("compile", false, 400.0));

    private static Figures figures(String contender, boolean bf16, Double... imagesPerSecond) {
        return new Figures(contender, bf16, List.of(imagesPerSecond));
    }

    private static Row row(String name, Figures... figures) {
        try {
            return Row.of(Workload.TRAINING, StudyNetworks.named(name), List.of(figures), PEAK);
        } catch (UnknownArchitectureException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The same with a figure in bfloat16. */
    private static Row inBf16(Row row, double imagesPerSecond) {
        List<Figures> figures = new ArrayList<>(row.figures());
        figures.add(figures("autocast", true, imagesPerSecond));
        return row(row.architecture(), figures.toArray(Figures[]::new));
    }

    private static Report report(double timeScale, Row... rows) {
        return new Report(
                "training",
                new Hardware("A CPU", 2, "Linux", "A VM", false, 0.3),
                2,
                3,
                new Conditions(timeScale, false),
                "ND4J",
                "PyTorch",
                "PyTorch 2.15",
                PEAK,
                List.of(rows),
                Report.geometricMeanRatio(List.of(rows), Row::float32),
                Report.geometricMeanRatio(List.of(rows), Row::bf16),
                List.of("a remark"));
    }

    @Test
    void shouldCompareMediansWithTheBestOfThePeer() {
        assertThat(better.ours()).isEqualTo(400);
        assertThat(better.float32()).isEqualTo(new Best("eager", 100, 4));
        assertThat(worse.float32()).isEqualTo(new Best("compile", 400, 0.25));
        assertThat(report(1, better, worse).geometricMeanRatio()).isEqualTo(1, within(1e-12));
    }

    @Test
    void shouldCompareWithBfloat16ApartFromFloat32() {
        Row row = inBf16(better, 800);

        assertThat(row.float32()).isEqualTo(better.float32());
        assertThat(row.bf16()).isEqualTo(new Best("autocast", 800, 0.5));
        assertThat(better.bf16()).isNull();
        assertThat(report(1, row).geometricMeanBf16Ratio()).isEqualTo(0.5, within(1e-12));
        assertThat(report(1, better).geometricMeanBf16Ratio()).isNull();
    }

    @Test
    void shouldRelateArithmeticToThePeak() throws UnknownArchitectureException {
        double flops = StudyNetworks.named("fmnist_3").trainingFlopsPerImage();

        assertThat(better.gflops()).isEqualTo(400 * flops / 1e9, within(1e-9));
        assertThat(better.shareOfPeak()).isEqualTo(better.gflops() / PEAK, within(1e-12));
    }

    @Test
    void shouldWriteEveryRoundAsJson() {
        String json = new String(Json.write(report(1, better, worse)), StandardCharsets.UTF_8);

        assertThat(json)
                .contains("\"benchmark\":\"training\"", "\"machine\":{\"cpu\":\"A CPU\",\"cores\":2")
                .contains("\"peer\":\"PyTorch\"", "\"peak_gflops\":200.0", "\"geometric_mean_ratio\":")
                .contains("\"float32\":{\"contender\":\"eager\",", "\"share_of_peak\":")
                .contains("\"images_per_second\":[300.0,900.0,400.0]", "\"images_per_second\":[50.0]");
    }

    @Test
    void shouldPrintOneLineForEachArchitecture() {
        assertThat(ReportTable.render(report(1, better, worse)))
                .anyMatch(line -> line.matches("fmnist_3 +128 +400 +100 +4\\.00 +eager .*%"))
                .anyMatch(line -> line.matches("fmnist_4 +128 +100 +400 +0\\.25 +compile .*%"))
                .contains("geometric mean of the ratios: 1.00", "a remark")
                .contains("machine: A CPU, 2 cores; Linux; A VM; load before: 0.3")
                .noneMatch(line -> line.contains("bf16"))
                .noneMatch(line -> line.contains("NOT A MEASUREMENT"));
    }

    @Test
    void shouldPrintAnotherTableForBfloat16() {
        assertThat(ReportTable.render(report(1, inBf16(better, 800), inBf16(worse, 200))))
                .containsSequence(
                        "the same beside bf16 autocast:",
                        "fmnist_3        128      400      800   0.50  autocast",
                        "fmnist_4        128      100      200   0.50  autocast",
                        "geometric mean of the ratios: 0.50");
    }

    @Test
    void shouldPrintOursAloneWhereThereIsNoPeer() {
        Row alone = row("fmnist_3", figures("ours", false, 300.0));

        assertThat(alone.float32()).isNull();
        assertThat(ReportTable.render(report(1, alone)))
                .anyMatch(line -> line.matches("fmnist_3 +128 +300 +\\d+ +\\d+ %"))
                .noneMatch(line -> line.contains("ratio"));
    }

    @Test
    void shouldSayWhenTimesWereShortened() {
        assertThat(ReportTable.render(report(0.1, better))).anyMatch(line -> line.startsWith("NOT A MEASUREMENT"));
    }
}
