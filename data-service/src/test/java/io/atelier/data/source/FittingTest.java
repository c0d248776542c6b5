package io.atelier.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.Resize;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class FittingTest {

    /** To the last bit; made by {@code make_resize_vectors.py}. */
    @Test
    void shouldResizeAsPillowDoes() throws Exception {
        JsonNode vectors;
        try (InputStream in = FittingTest.class.getResourceAsStream("/resize/vectors.json")) {
            vectors = new ObjectMapper().readTree(in).get("vectors");
        }
        assertThat(vectors).hasSize(6);
        for (JsonNode vector : vectors) {
            Picture picture = picture(number(vector, "width"), number(vector, "height"), number(vector, "channels"));
            Shape shape = new Shape(number(vector, "to_height"), number(vector, "to_width"), picture.channels());

            assertThat(fit(picture, shape, Resize.STRETCH))
                    .as("%s", vector)
                    .isEqualTo(vector.get("pixels").binaryValue());
        }
    }

    /** The whole height of a wide picture, and as much of its middle as fits. */
    @Test
    void shouldCropTheMiddle() {
        byte[] columns = new byte[4 * 12];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = (byte) (10 * (i % 12));
        }

        byte[] cropped = fit(new Picture(12, 4, 1, columns), new Shape(4, 4, 1), Resize.CROP);

        assertThat(cropped).containsExactly(40, 50, 60, 70, 40, 50, 60, 70, 40, 50, 60, 70, 40, 50, 60, 70);
    }

    @Test
    void shouldGiveTheSameCropAsPartOfTheWholePicture() {
        Picture picture = picture(50, 31, 3);
        byte[] whole = fit(picture, new Shape(16, 26, 3), Resize.STRETCH);

        byte[] cropped = fit(picture, new Shape(16, 16, 3), Resize.CROP);

        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16 * 3; x++) {
                assertThat(cropped[y * 48 + x]).isEqualTo(whole[y * 78 + 5 * 3 + x]);
            }
        }
    }

    @Test
    void shouldPadWithBlack() {
        byte[] padded = fit(new Picture(4, 2, 1, bytes(8, 200)), new Shape(4, 4, 1), Resize.PAD);

        assertThat(padded).startsWith(0, 0, 0, 0).endsWith(0, 0, 0, 0);
        assertThat(padded).containsSequence(bytes(8, 200));
    }

    @Test
    void shouldLeaveAPictureOfTheRightSizeAsItIs() {
        Picture picture = picture(9, 7, 3);

        for (Resize resize : Resize.values()) {
            assertThat(fit(picture, new Shape(7, 9, 3), resize)).isEqualTo(picture.pixels());
        }
    }

    /** Luma as Pillow's {@code convert("L")}: red 76, green 150, blue 29. */
    @Test
    void shouldChangeColours() {
        Picture colours = new Picture(3, 1, 3, new byte[] {-1, 0, 0, 0, -1, 0, 0, 0, -1});

        assertThat(fit(colours, new Shape(1, 3, 1), Resize.CROP)).containsExactly(76, 150, 29);
        assertThat(fit(new Picture(1, 1, 1, new byte[] {7}), new Shape(1, 1, 3), Resize.CROP))
                .containsExactly(7, 7, 7);
    }

    @Test
    void shouldFitExtremeShapes() {
        for (Resize resize : Resize.values()) {
            assertThat(fit(picture(16_384, 1, 1), new Shape(8, 8, 1), resize)).hasSize(64);
            assertThat(fit(picture(1, 16_384, 3), new Shape(8, 5, 3), resize)).hasSize(120);
        }
    }

    private static int number(JsonNode node, String name) {
        return node.get(name).intValue();
    }

    private static byte[] fit(Picture picture, Shape shape, Resize resize) {
        byte[] pixels = new byte[(int) shape.size()];
        new Fitting(shape, resize).fit(picture, pixels, 0);
        return pixels;
    }

    /** The one of {@code make_resize_vectors.py}. */
    private static Picture picture(int width, int height, int channels) {
        byte[] pixels = new byte[width * height * channels];
        for (int i = 0; i < pixels.length; i++) {
            int c = i % channels;
            int x = i / channels % width;
            int y = i / channels / width;
            pixels[i] = (byte) (x * x * 7 + y * 13 + x * y * 3 + c * 50 + (x ^ y) * 31);
        }
        return new Picture(width, height, channels, pixels);
    }

    private static byte[] bytes(int length, int value) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
