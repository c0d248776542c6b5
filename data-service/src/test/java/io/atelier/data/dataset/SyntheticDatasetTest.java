package io.atelier.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SyntheticDatasetTest {

    /** The same images on every machine, in every process, whatever the number asked for. */
    @Test
    void shouldDrawTheSameImagesEverywhere() throws Exception {
        Dataset small = SyntheticDataset.ofSize(100, 20);
        Dataset larger = SyntheticDataset.ofSize(150, 20);

        assertThat(Arrays.copyOf(pixels(larger.train()), 100 * 784)).isEqualTo(pixels(small.train()));
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(pixels(small.train()))))
                .isEqualTo("7acad04f0a34c48ffd2717ee046905198cb92bca821528a298539e3cc52a07b0");
    }

    @Test
    void shouldHaveAllClassesAndOtherImagesForTests() {
        Dataset dataset = SyntheticDataset.ofSize(1_000, 1_000);
        int[] counts = new int[10];
        for (int i = 0; i < 1_000; i++) {
            counts[dataset.train().label(i)]++;
        }

        for (int count : counts) {
            assertThat(count).isBetween(70, 130);
        }
        assertThat(pixels(dataset.test())).isNotEqualTo(pixels(dataset.train()));
    }

    @Test
    void shouldDrawNeitherEmptyNorFullImages() {
        Dataset dataset = SyntheticDataset.ofSize(500, 1);
        byte[] pixels = pixels(dataset.train());
        for (int image = 0; image < 500; image++) {
            int bright = 0;
            for (int i = image * 784; i < (image + 1) * 784; i++) {
                bright += Byte.toUnsignedInt(pixels[i]) > 60 ? 1 : 0;
            }
            assertThat(bright).as("bright pixels of image %d", image).isBetween(20, 600);
        }
    }

    private static byte[] pixels(ImageSet images) {
        int size = (int) images.shape().size();
        byte[] pixels = new byte[images.size() * size];
        for (int i = 0; i < images.size(); i++) {
            images.copy(i, pixels, i * size);
        }
        return pixels;
    }
}
