package io.atelier.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.engine.kernel.Scratch.Use;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pixels come out changed in the same way wherever they are read to, and nothing comes with them that was there before. */
class PixelsTest {

    private static final int COUNT = 700;

    private final Random random = new Random(1);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 21, 32})
    void shouldBeTheSameApartTogetherAndInPlace(int channels) {
        Pixels pixels = gradient(channels);
        int padded = Lanes.padded(channels);
        float[] apart = new float[COUNT * padded];
        pixels.read(0, COUNT, apart, 0, padded, new Scratch());
        float[] expected = new float[COUNT * channels];
        for (int i = 0; i < COUNT; i++) {
            System.arraycopy(apart, i * padded, expected, i * channels, channels);
        }

        float[] together = new float[COUNT * channels + 2];
        pixels.read(0, 5, together, 1, channels, new Scratch());
        pixels.read(5, COUNT - 5, together, 1 + 5 * channels, channels, new Scratch());
        assertThat(Arrays.copyOfRange(together, 1, together.length - 1)).isEqualTo(expected);

        float[] settled = new float[expected.length];
        pixels.settled().get(settled);
        assertThat(settled).isEqualTo(expected);
    }

    /** It would be multiplied by zero, which infinity survives. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 21})
    void shouldLeaveZerosBetweenPixels(int channels) {
        int padded = Lanes.padded(channels);
        Scratch scratch = new Scratch();
        for (Use use : Use.values()) {
            Arrays.fill(scratch.get(use, COUNT * padded), Float.POSITIVE_INFINITY);
        }

        float[] array = new float[COUNT * padded];
        gradient(channels).read(0, COUNT, array, 0, padded, scratch);

        for (int i = 0; i < COUNT; i++) {
            assertThat(Arrays.copyOfRange(array, i * padded + channels, (i + 1) * padded))
                    .containsOnly(0);
        }
    }

    private Pixels gradient(int channels) {
        Normalization normalization = new Normalization(channels, true);
        Normalization.Line line = new Normalization.Line(values(channels), values(channels));
        Normalization.Line ofInput = new Normalization.Line(values(channels), values(channels));
        FloatBuffer x = FloatBuffer.wrap(values(COUNT * channels));
        return normalization.gradient(
                FloatBuffer.wrap(values(COUNT * channels)), values(channels), x, line, ofInput, false);
    }

    private float[] values(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
