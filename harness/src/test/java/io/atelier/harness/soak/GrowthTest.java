package io.atelier.harness.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.local.LocalException;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrowthTest {

    private static final int SAMPLES = 60;
    private static final Margin MARGIN = new Margin(0.05, 100, 0, 0, "of a reason");

    @Test
    void shouldFindNoGrowthInAFlatSeries() throws Exception {
        assertThat(heap(i -> 1_000)).extracting(Growth::grew).isEqualTo(false);
    }

    @Test
    void shouldFindALeakThatIsSmallInEverySample() throws Exception {
        Growth growth = heap(i -> 1_000 + 10 * i);

        assertThat(growth.grew()).isTrue();
        assertThat(growth.late() - growth.early()).isBetween(350.0, 450.0);
    }

    @Test
    void shouldNotTakeWarmUpForGrowth() throws Exception {
        assertThat(heap(i -> i < 6 ? 10 * i : 5_000).grew()).isFalse();
    }

    @Test
    void shouldNotTakeASingleSpikeForGrowth() throws Exception {
        assertThat(heap(i -> i == SAMPLES - 1 ? 1_000_000 : 1_000).grew()).isFalse();
    }

    @Test
    void shouldSeeThroughTheSawtoothOfCollectionsAndCleaners() throws Exception {
        assertThat(heap(i -> 1_000 + 400 * (i % 4)).grew()).isFalse();
        assertThat(heap(i -> 1_000 + 400 * (i % 4) + 20 * i).grew()).isTrue();
    }

    @Test
    void shouldNotTakeForGrowthThatATrialWasInHandMoreOftenAtTheEnd() throws Exception {
        assertThat(heap(i -> i % 3 == 0 ^ i > 40 ? 2_000 : 1_000).grew()).isFalse();
        assertThat(heap(i -> (i % 3 == 0 ^ i > 40 ? 2_000 : 1_000) + 10 * i).grew())
                .isTrue();
    }

    @Test
    void shouldTakeWhatAppearsLateForGrowth() throws Exception {
        List<Sample> samples = IntStream.range(0, SAMPLES)
                .mapToObj(i -> sample(i, i < 40 ? List.of() : List.of(new Reading("new", Measure.TOPIC, 1_000))))
                .toList();

        assertThat(Growth.of(samples, reading -> MARGIN)).singleElement().matches(Growth::grew);
    }

    @Test
    void shouldAllowWhatIsKeptOfEveryTrialAndEpochAndNoMore() throws Exception {
        Margin kept = new Margin(0, 0, 50, 2, "results are kept");

        // A trial and 10 epochs between two samples: 70 in all.
        assertThat(growth(i -> 70 * i, kept).grew()).isFalse();
        assertThat(growth(i -> 72 * i, kept).grew()).isTrue();
    }

    @Test
    void shouldRefuseToJudgeWithoutSamplesOfBeginningAndEnd() {
        List<Sample> samples = List.of(sample(0, List.of()), sample(SAMPLES / 2, List.of()));

        assertThatThrownBy(() -> Growth.of(samples, reading -> MARGIN))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("take them more often");
    }

    @Test
    void shouldSayWhatGrewAndFail() throws Exception {
        List<Sample> samples = samples(i -> (20 << 20) + (1 << 20) * (double) i);

        SoakReport report = SoakReport.of(samples);

        assertThat(report.passed()).isFalse();
        assertThat(report.lines()).anyMatch(line -> line.startsWith("GREW: live heap of trainer-service-1"));
        assertThat(SoakReport.of(samples(i -> 20 << 20)).passed()).isTrue();
    }

    private static Growth heap(IntToDoubleFunction values) throws LocalException {
        return growth(values, MARGIN);
    }

    private static Growth growth(IntToDoubleFunction values, Margin margin) throws LocalException {
        return Growth.of(samples(values), reading -> margin).get(0);
    }

    private static List<Sample> samples(IntToDoubleFunction values) {
        return IntStream.range(0, SAMPLES)
                .mapToObj(i -> sample(
                        i, List.of(new Reading("trainer-service-1", Measure.LIVE_HEAP, values.applyAsDouble(i)))))
                .toList();
    }

    private static Sample sample(int i, List<Reading> readings) {
        return new Sample(i, i / (SAMPLES - 1.0), new Work(i, 10L * i), readings);
    }
}
