package io.atelier.contract.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.Json;
import io.atelier.contract.architecture.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetStatisticsTest {

    private static final DatasetDescription SHOES = new DatasetDescription(
            DatasetDescription.SCHEMA,
            "shoes",
            new Shape(4, 4, 3),
            List.of("boot", "clog"),
            500,
            100,
            "0123456789abcdef".repeat(4),
            new DatasetSource("folder", "/shoes", Map.of()));

    @Test
    void shouldSayHowManyTimesTheSmallestClassTheLargestIs() {
        assertThat(of(List.of(400, 100), List.of(50, 50)).imbalance()).isEqualTo(4);
        assertThat(of(List.of(250, 250), List.of(99, 1)).imbalance()).isEqualTo(1);
        assertThat(of(List.of(500, 0), List.of(50, 50)).imbalance()).isInfinite();
    }

    @Test
    void shouldBelongToADatasetOfTheSameCountsAndChannels() {
        assertThat(of(List.of(400, 100), List.of(50, 50)).isOf(SHOES)).isTrue();
        assertThat(of(List.of(400, 101), List.of(50, 50)).isOf(SHOES)).isFalse();
        assertThat(of(List.of(400, 100), List.of(50, 49)).isOf(SHOES)).isFalse();
        assertThat(of(List.of(400, 100, 0), List.of(50, 50, 0)).isOf(SHOES)).isFalse();
        assertThat(of("boots-01234567", 3).isOf(SHOES)).isFalse();
        assertThat(of(SHOES.id(), 1).isOf(SHOES)).isFalse();
        assertThat(of(SHOES.id(), 3).isOf(SHOES)).isTrue();
    }

    /** A description and its statistics lie on one topic. */
    @Test
    void shouldHaveAKeyThatNoDatasetHas() {
        assertThat(DatasetStatistics.key(SHOES.id())).isEqualTo("shoes-01234567/statistics");
        assertThat(DatasetStatistics.isKey("shoes-01234567/statistics")).isTrue();
        assertThat(DatasetStatistics.isKey(SHOES.id())).isFalse();
    }

    /** The most digits that as many images as there can be give to as many classes. */
    @Test
    void shouldFitARecordWhateverTheyCount() throws Exception {
        List<Integer> counts = IntStream.range(0, DatasetShape.MAX_CLASSES)
                .mapToObj(label -> label < 16_579 ? 100_000 : 10_000)
                .toList();
        DatasetStatistics most = of(counts, counts);

        byte[] json = Json.write(most);

        assertThat(json).hasSizeLessThan(900_000);
        assertThat(Json.read(json, DatasetStatistics.class)).isEqualTo(most);
    }

    private static DatasetStatistics of(List<Integer> train, List<Integer> test) {
        return new DatasetStatistics(
                DatasetStatistics.SCHEMA,
                SHOES.id(),
                train,
                test,
                Collections.nCopies(3, 1 / 3.0),
                Collections.nCopies(3, 1 / 7.0));
    }

    private static DatasetStatistics of(String dataset, int channels) {
        return new DatasetStatistics(
                DatasetStatistics.SCHEMA,
                dataset,
                List.of(400, 100),
                List.of(50, 50),
                Collections.nCopies(channels, 0.5),
                Collections.nCopies(channels, 0.25));
    }
}
