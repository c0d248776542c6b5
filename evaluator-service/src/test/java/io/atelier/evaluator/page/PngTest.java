package io.atelier.evaluator.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.architecture.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {

    /** Would catch a wrong checksum, a shifted row, and a wrong scale. */
    @Test
    void shouldBeReadAsTheSamePixels() throws IOException {
        float[] pixels = new float[28 * 28];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % 256 / 255f;
        }

        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(Png.bytes(FloatBuffer.wrap(pixels), new Shape(28, 28, 1))));

        assertThat(image.getWidth()).isEqualTo(28);
        assertThat(image.getHeight()).isEqualTo(28);
        for (int i = 0; i < pixels.length; i++) {
            assertThat(image.getRaster().getSample(i % 28, i / 28, 0)).isEqualTo(i % 256);
        }
    }

    @Test
    void shouldKeepColoursAndSize() throws IOException {
        float[] pixels = new float[12 * 10 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % 256 / 255f;
        }

        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(Png.bytes(FloatBuffer.wrap(pixels), new Shape(12, 10, 3))));

        assertThat(image.getWidth()).isEqualTo(10);
        assertThat(image.getHeight()).isEqualTo(12);
        for (int i = 0; i < 120; i++) {
            assertThat(image.getRaster().getPixel(i % 10, i / 10, (int[]) null))
                    .containsExactly(3 * i % 256, (3 * i + 1) % 256, (3 * i + 2) % 256);
        }
    }

    /** A page with 50 images of 500 x 300 pixels would have 20 MB. */
    @Test
    void shouldLeavePixelsOfLargeImagesOut() throws IOException {
        float[] pixels = new float[300 * 500 * 3];
        pixels[(4 * 500 + 8) * 3 + 1] = 1;

        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(Png.bytes(FloatBuffer.wrap(pixels), new Shape(300, 500, 3))));

        assertThat(image.getWidth()).isEqualTo(125);
        assertThat(image.getHeight()).isEqualTo(75);
        assertThat(image.getRaster().getPixel(2, 1, (int[]) null)).containsExactly(0, 255, 0);
    }
}
