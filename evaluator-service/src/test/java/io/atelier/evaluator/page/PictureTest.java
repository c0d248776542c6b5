package io.atelier.evaluator.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.architecture.Shape;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class PictureTest {

    /** Squares of unequal size show what is not there. */
    @Test
    void shouldEnlargeSmallImagesByAWholeNumber() {
        assertShown(28, 28, 1, 84, 84, false);
        assertShown(32, 32, 3, 96, 96, false);
        assertShown(12, 10, 3, 96, 80, false);
        assertShown(64, 48, 3, 64, 48, false);
        assertShown(96, 96, 1, 96, 96, false);
    }

    @Test
    void shouldReduceLargeImagesInProportion() {
        assertShown(224, 224, 3, 96, 96, true);
        assertShown(100, 200, 1, 48, 96, true);
        assertShown(1, 1024, 1, 1, 96, true);
    }

    private static void assertShown(
            int height, int width, int channels, int shownHeight, int shownWidth, boolean reduced) {
        Shape shape = new Shape(height, width, channels);

        Picture picture = Picture.of(FloatBuffer.allocate((int) shape.size()), shape, 96);

        assertThat(picture.height()).isEqualTo(shownHeight);
        assertThat(picture.width()).isEqualTo(shownWidth);
        assertThat(picture.reduced()).isEqualTo(reduced);
    }
}
