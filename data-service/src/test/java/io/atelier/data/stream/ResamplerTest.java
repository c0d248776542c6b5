package io.atelier.data.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.atelier.contract.SplitMix64;
import io.atelier.contract.message.Augmentation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ResamplerTest {

    private static final int PIXELS = 784;
    private static final float TOLERANCE = 1e-5f;

    private final Resampler resampler = new Resampler();

    /** Cases with rotation take one way through the code, those without another: both must equal SciPy and Keras. */
    @Test
    void shouldResampleAsSciPyAndKerasDo() throws IOException {
        ByteBuffer cases = vectors();
        int count = cases.getInt();
        int turned = 0;
        for (int i = 0; i < count; i++) {
            Transform transform =
                    new Transform(cases.getDouble(), cases.getDouble(), cases.getDouble(), cases.getDouble() != 0);
            turned += transform.theta() == 0 ? 0 : 1;
            byte[] pixels = new byte[PIXELS];
            cases.get(pixels);
            float[] expected = new float[PIXELS];
            cases.asFloatBuffer().get(expected);
            cases.position(cases.position() + PIXELS * Float.BYTES);

            float[] found = new float[PIXELS];
            resampler.apply(transform, pixels, 0, found, 0);

            assertThat(found).as("%s", transform).containsExactly(expected, within(TOLERANCE));
        }
        assertThat(count).isEqualTo(30);
        assertThat(turned).isEqualTo(12);
    }

    @Test
    void shouldShiftTheSameWithAndWithoutTheFastWay() {
        SplittableRandom random = new SplittableRandom(3);
        byte[] pixels = randomPixels(random);
        for (int i = 0; i < 50; i++) {
            double row = random.nextDouble(-27, 27);
            double column = random.nextDouble(-27, 27);
            boolean flip = random.nextBoolean();
            float[] fast = new float[PIXELS];
            float[] general = new float[PIXELS];
            resampler.apply(new Transform(0, row, column, flip), pixels, 0, fast, 0);
            resampler.apply(new Transform(1e-9, row, column, flip), pixels, 0, general, 0);

            assertThat(fast).containsExactly(general, within(TOLERANCE));
        }
    }

    @Test
    void shouldCopyToTheUnitInterval() {
        byte[] pixels = new byte[2 * PIXELS];
        Arrays.fill(pixels, PIXELS, 2 * PIXELS, (byte) 255);
        pixels[PIXELS] = 51;
        float[] out = new float[2 * PIXELS];

        resampler.copy(pixels, PIXELS, out, 10);

        assertThat(out[9]).isZero();
        assertThat(out[10]).isEqualTo(0.2f);
        assertThat(out[11]).isEqualTo(1f);
    }

    @Test
    void shouldDrawWithinTheRangesAndFlipHalf() {
        Augmentation augmentation = new Augmentation(0.2, 0.1, 0, true);
        SplitMix64 random = new SplitMix64(1);
        int flips = 0;
        double widest = 0;
        for (int i = 0; i < 10_000; i++) {
            Transform transform = Transform.draw(augmentation, random);
            assertThat(transform.theta()).isZero();
            assertThat(Math.abs(transform.rowShift())).isLessThanOrEqualTo(2.8);
            assertThat(Math.abs(transform.columnShift())).isLessThanOrEqualTo(5.6);
            widest = Math.max(widest, Math.abs(transform.columnShift()));
            flips += transform.flip() ? 1 : 0;
        }
        assertThat(flips).isBetween(4_800, 5_200);
        assertThat(widest).isGreaterThan(5.5);
    }

    private static byte[] randomPixels(SplittableRandom random) {
        byte[] pixels = new byte[PIXELS];
        random.nextBytes(pixels);
        return pixels;
    }

    private static ByteBuffer vectors() throws IOException {
        try (InputStream in = ResamplerTest.class.getResourceAsStream("/augmentation/transforms.bin")) {
            return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
