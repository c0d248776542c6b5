package io.atelier.bench.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.bench.Hardware;
import io.atelier.bench.path.CriticalPath;
import io.atelier.bench.process.Conditions;
import io.atelier.contract.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScalingTest {

    private static final CriticalPath PATH = new CriticalPath(
            0.4,
            0.41,
            3e-6,
            0.012,
            Map.of(1, 0.4, 16, 0.1),
            List.of(new CriticalPath.Bound("Kernel.backward #1", 0.3, 4, 0.25, 0.2)));

    private static ScalingReport report(ScalingReport.Row row) {
        return new ScalingReport(
                new Hardware("A CPU", 2, "Linux", "A VM", false, 0.3),
                3,
                new Conditions(1, false),
                "ND4J",
                List.of(row));
    }

    @Test
    void shouldRelateEveryNumberOfThreadsToOne() {
        assertThat(Speed.of(Map.of(4, 300.0, 1, 100.0, 2, 200.0)))
                .containsExactly(new Speed(1, 100, 1, 1), new Speed(2, 200, 2, 1), new Speed(4, 300, 3, 0.75));
    }

    @Test
    void shouldMeasureUpToTheProcessorsAndSimulateTheRest() {
        ScalingSettings few = new ScalingSettings(List.of(), List.of(8, 2, 2), 4, 3, new Conditions(1, false));
        ScalingSettings enough = new ScalingSettings(List.of(), List.of(8, 2), 8, 3, new Conditions(1, false));

        assertThat(few.threads()).containsExactly(1, 2, 8);
        assertThat(few.measured()).containsExactly(1, 2);
        assertThat(few.isSimulated()).isTrue();
        assertThat(enough.measured()).containsExactly(1, 2, 8);
        assertThat(enough.isSimulated()).isFalse();
    }

    @Test
    void shouldMarkWhatIsSimulated() {
        ScalingReport report = report(new ScalingReport.Row(
                "fmnist_3", 128, Speed.of(Map.of(1, 300.0, 2, 540.0)), Speed.of(Map.of(1, 320.0, 16, 1280.0)), PATH));

        assertThat(ScalingTable.render(report))
                .anyMatch(line -> line.matches("fmnist_3 +128 +2 +540 +1\\.80 +90 %"))
                .anyMatch(line -> line.matches("fmnist_3 +128 +16 +1280 +4\\.00 +25 % +simulated"))
                .anyMatch(line -> line.startsWith("fmnist_3, SIMULATED: 2 processors are fewer"))
                .anyMatch(line -> line.startsWith("serial: 1.20 % of the step on one thread"))
                .anyMatch(line -> line.contains("sum of what was recorded of such steps: 410.0 ms (+2.5 %)"))
                .anyMatch(line -> line.matches("Kernel\\.backward #1 +30\\.00 % +4 +25 % +20\\.0 %"))
                .allMatch(line -> line.length() <= 110);
        assertThat(new String(Json.write(report), StandardCharsets.UTF_8)).contains("\"serial_share\":0.012");
    }

    @Test
    void shouldNotSpeakOfSimulationWhereAllWasMeasured() {
        ScalingReport report =
                report(new ScalingReport.Row("fmnist_3", 128, Speed.of(Map.of(1, 300.0, 2, 540.0)), List.of(), null));

        assertThat(ScalingTable.render(report))
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("simulated"));
    }
}
