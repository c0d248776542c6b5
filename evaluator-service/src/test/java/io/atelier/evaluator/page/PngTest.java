package io.atelier.evaluator.page;

import static org.assertj.core.api.Assertions.assertThat;

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

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(Png.bytes(FloatBuffer.wrap(pixels))));

        assertThat(image.getWidth()).isEqualTo(28);
        assertThat(image.getHeight()).isEqualTo(28);
        for (int i = 0; i < pixels.length; i++) {
            assertThat(image.getRaster().getSample(i % 28, i / 28, 0)).isEqualTo(i % 256);
        }
    }
}
