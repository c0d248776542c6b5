package io.atelier.data.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.atelier.contract.SplitMix64;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.recipe.Augmentation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ResamplerTest {

    private static final int PIXELS = 784;
    private static final float TOLERANCE = 1e-5f;
    private static final Shape SHAPE = new Shape(28, 28, 1);

    private final Resampler resampler = new Resampler(SHAPE);

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

            float[] found = units(pixels);
            resampler.apply(transform, found);

            assertThat(found).as("%s", transform).containsExactly(expected, within(TOLERANCE));
        }
        assertThat(count).isEqualTo(30);
        assertThat(turned).isEqualTo(12);
    }

    @Test
    void shouldShiftTheSameWithAndWithoutTheFastWay() {
        SplittableRandom random = new SplittableRandom(3);
        float[] pixels = units(randomPixels(random));
        for (int i = 0; i < 50; i++) {
            double row = random.nextDouble(-27, 27);
            double column = random.nextDouble(-27, 27);
            boolean flip = random.nextBoolean();
            float[] fast = pixels.clone();
            float[] general = pixels.clone();
            resampler.apply(new Transform(0, row, column, flip), fast);
            resampler.apply(new Transform(1e-9, row, column, flip), general);

            assertThat(fast).containsExactly(general, within(TOLERANCE));
        }
    }

    /** Channels share a transform and do not touch each other; sides differ. */
    @Test
    void shouldTransformEveryChannelOfImagesOfAnySizeAlike() {
        SplittableRandom random = new SplittableRandom(5);
        for (Shape shape : List.of(new Shape(9, 14, 3), new Shape(1, 6, 2), new Shape(5, 1, 2), new Shape(1, 1, 3))) {
            Transform[] transforms = {
                new Transform(0, 1.25, -2.5, true), new Transform(31, -0.5, 1.75, false), new Transform(-77, 3, 0, true)
            };
            for (Transform transform : transforms) {
                float[] image = new float[(int) shape.size()];
                for (int i = 0; i < image.length; i++) {
                    image[i] = (float) random.nextDouble();
                }
                float[] changed = image.clone();
                new Resampler(shape).apply(transform, changed);

                for (int channel = 0; channel < shape.channels(); channel++) {
                    float[] alone = channel(image, shape, channel);
                    new Resampler(new Shape(shape.height(), shape.width(), 1)).apply(transform, alone);
                    assertThat(channel(changed, shape, channel))
                            .as("%s of %s, channel %d", transform, shape, channel)
                            .isEqualTo(alone);
                }
            }
        }
    }

    private static float[] channel(float[] image, Shape shape, int channel) {
        float[] values = new float[shape.height() * shape.width()];
        for (int i = 0; i < values.length; i++) {
            values[i] = image[i * shape.channels() + channel];
        }
        return values;
    }

    @Test
    void shouldDrawWithinTheRangesAndFlipHalf() {
        Augmentation.Keras augmentation = new Augmentation.Keras(0.2, 0.1, 0, true);
        SplitMix64 random = new SplitMix64(1);
        int flips = 0;
        double widest = 0;
        for (int i = 0; i < 10_000; i++) {
            Transform transform = Transform.of(augmentation, SHAPE, random);
            assertThat(transform.theta()).isZero();
            assertThat(Math.abs(transform.rowShift())).isLessThanOrEqualTo(2.8);
            assertThat(Math.abs(transform.columnShift())).isLessThanOrEqualTo(5.6);
            widest = Math.max(widest, Math.abs(transform.columnShift()));
            flips += transform.flip() ? 1 : 0;
        }
        assertThat(flips).isBetween(4_800, 5_200);
        assertThat(widest).isGreaterThan(5.5);
    }

    private static float[] units(byte[] pixels) {
        float[] units = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            units[i] = Byte.toUnsignedInt(pixels[i]) / 255f;
        }
        return units;
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
