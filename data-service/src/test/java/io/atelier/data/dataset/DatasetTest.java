package io.atelier.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetTest {

    private static final Shape SHAPE = new Shape(1, 2, 1);
    private static final List<String> CLASSES =
            IntStream.rangeClosed(0, 300).mapToObj(i -> "c" + i).toList();
    private static final byte[] PIXELS = {1, 2, 3, 4};
    private static final HeapImages TEST = images(SHAPE, new byte[] {9, (byte) 200}, 300);

    /**
     * Made with Python: {@code sha256(struct.pack(">5i", 1, 2, 1, 2, 1) + b"\x01\x02\x00\x05\x03\x04\x01\x00" +
     * b"\x09\xc8\x01\x2c")}.
     */
    @Test
    void shouldBeKnownByShapePixelsAndLabels() {
        assertThat(hash(images(SHAPE, PIXELS, 5, 256), TEST))
                .isEqualTo("2f59142e1fb90369446bf87f0f47969a1102101d74db543729a28ab931fb2d36");
    }

    /** Of nothing else: names and source make no other dataset. */
    @Test
    void shouldHaveAnotherHashWhenAnImageALabelOrItsPlaceDiffers() {
        String hash = hash(images(SHAPE, PIXELS, 5, 256), TEST);

        assertThat(hash(images(SHAPE, new byte[] {1, 2, 3, 5}, 5, 256), TEST)).isNotEqualTo(hash);
        assertThat(hash(images(SHAPE, PIXELS, 5, 0), TEST)).isNotEqualTo(hash);
        assertThat(hash(images(new Shape(2, 1, 1), PIXELS, 5, 256), images(new Shape(2, 1, 1), new byte[2], 300)))
                .isNotEqualTo(hash);
        assertThat(hash(images(SHAPE, new byte[] {1, 2}, 5), images(SHAPE, new byte[] {3, 4, 9, (byte) 200}, 256, 300)))
                .isNotEqualTo(hash);
    }

    private static String hash(ImageSet train, ImageSet test) {
        return Dataset.of("x", CLASSES, new DatasetSource("folder", "", Map.of()), train, test)
                .description()
                .pixelsSha256();
    }

    private static HeapImages images(Shape shape, byte[] pixels, int... labels) {
        char[] wide = new char[labels.length];
        for (int i = 0; i < labels.length; i++) {
            wide[i] = (char) labels[i];
        }
        return new HeapImages(shape, pixels, wide);
    }
}
