package io.atelier.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetSource;
import io.atelier.contract.dataset.DatasetStatistics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageSumsTest {

    private static final Shape RGB = new Shape(1, 2, 3);

    /**
     * Made with Python, of each channel {@code v} of the four pixels: {@code sum(v)} of 4 * 255, and of its square
     * {@code 4 * sum(x * x for x in v) - sum(v) ** 2}.
     */
    @Test
    void shouldCountImagesAndMeasureThoseThatTrain() {
        ImageSums sums = new ImageSums(RGB, 3, 2);
        byte[] records = {0, (byte) 255, 10, 64, (byte) 255, 20, 0, 2, (byte) 128, 0, 30, (byte) 255, 0, 40, 0, 0};
        sums.addRecords(records, records.length);
        sums.addRecords(new byte[] {1, 2, 3, 4, 5, 6, 0, 1, 9, 9, 9, 9, 9, 9, 9, 9}, 8);

        DatasetStatistics statistics = sums.statistics("few-01234567");

        assertThat(statistics.dataset()).isEqualTo("few-01234567");
        assertThat(statistics.train()).containsExactly(1, 0, 1);
        assertThat(statistics.test()).containsExactly(0, 1, 0);
        assertThat(statistics.mean()).containsExactly(447 / 1020.0, 0.5, 100 / 1020.0);
        assertThat(statistics.deviation().get(0)).isCloseTo(Math.sqrt(142_211) / 1020, within(1e-15));
        assertThat(statistics.deviation().get(1)).isEqualTo(0.5);
        assertThat(statistics.deviation().get(2)).isCloseTo(Math.sqrt(2_000) / 1020, within(1e-15));
    }

    /** Where sums of floats are wrong in the third digit, and a variance in one pass is less than 0. */
    @Test
    void shouldBeExactOfManyPixelsOfAlmostOneShade() {
        Shape shape = new Shape(100, 100, 1);
        ImageSums sums = new ImageSums(shape, 2, 2_000);
        byte[] record = new byte[10_002];
        Arrays.fill(record, 0, 10_000, (byte) 251);
        for (int i = 0; i < 2_000; i++) {
            record[0] = (byte) (i == 0 ? 252 : 251);
            sums.addRecords(record, record.length);
        }
        sums.addRecords(record, record.length);

        DatasetStatistics statistics = sums.statistics("shade-01234567");

        double pixels = 20_000_000;
        assertThat(statistics.mean()).containsExactly((251 * pixels + 1) / (255 * pixels));
        assertThat(statistics.deviation().get(0)).isCloseTo(Math.sqrt(pixels - 1) / (255 * pixels), within(1e-20));
    }

    @Test
    void shouldMeasureDrawnImages() {
        Dataset dataset = SyntheticDataset.of(Drawing.of("synthetic:6x5x3:4:300"));

        DatasetStatistics statistics = dataset.statistics();

        assertThat(statistics.isOf(dataset.description())).isTrue();
        double[] sums = new double[3];
        int[] counts = new int[4];
        byte[] pixels = new byte[90];
        for (int i = 0; i < 300; i++) {
            counts[dataset.train().label(i)]++;
            dataset.train().copy(i, pixels, 0);
            for (int j = 0; j < pixels.length; j++) {
                sums[j % 3] += Byte.toUnsignedInt(pixels[j]);
            }
        }
        assertThat(statistics.train()).containsExactly(counts[0], counts[1], counts[2], counts[3]);
        for (int channel = 0; channel < 3; channel++) {
            assertThat(statistics.mean().get(channel)).isEqualTo(sums[channel] / (255 * 300 * 30));
            assertThat(statistics.deviation().get(channel)).isBetween(0.05, 0.5);
        }
    }

    @Test
    void shouldRefuseLabelsThatNoClassHas() {
        HeapImages images = new HeapImages(RGB, new byte[12], new char[] {0, 2});

        assertThatThrownBy(() ->
                        Dataset.of("x", List.of("a", "b"), new DatasetSource("folder", "", Map.of()), images, images))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected labels below 2, found 2");
    }
}
