package io.atelier.data.dataset;

import io.atelier.contract.Seeds;
import io.atelier.contract.SplitMix64;
import java.util.stream.IntStream;

/**
 * Drawn garments in the shape of Fashion-MNIST, for machines without the real images. Every image is a function of its
 * index, the same on every machine. Classes overlap in proportion, position, shade and texture, so that a linear model
 * stays behind a convolutional one.
 */
public final class SyntheticDataset {

    public static final String NAME = "synthetic";

    private static final long SEED = 20_170_828;
    private static final int TRAIN_PATH = 0;
    private static final int TEST_PATH = 1;

    private SyntheticDataset() {}

    /** As many images as Fashion-MNIST has. */
    static Dataset full() {
        return ofSize(FashionMnist.TRAIN, FashionMnist.TEST);
    }

    /** The first {@code train} and {@code test} images. */
    public static Dataset ofSize(int train, int test) {
        return new Dataset(NAME, draw(TRAIN_PATH, train), draw(TEST_PATH, test));
    }

    private static ImageSet draw(int path, int count) {
        byte[] pixels = new byte[Math.multiplyExact(count, ImageSet.PIXELS)];
        byte[] labels = new byte[count];
        IntStream.range(0, count).parallel().forEach(i -> {
            SplitMix64 random = Seeds.generator(SEED, path, i);
            int label = random.nextInt(ImageSet.CLASSES);
            labels[i] = (byte) label;
            draw(label, random, pixels, i * ImageSet.PIXELS);
        });
        return new ImageSet(pixels, labels);
    }

    private static void draw(int label, SplitMix64 random, byte[] pixels, int offset) {
        double middle = (ImageSet.SIDE - 1) / 2.0;
        Canvas canvas = new Canvas(
                middle + random.nextDouble(-2.5, 2.5),
                middle + random.nextDouble(-2.5, 2.5),
                random.nextDouble(10, 14),
                random.nextDouble(-0.2, 0.2));
        new Garments(canvas, random).draw(label);
        float[] grey = canvas.grey();
        double stripes = random.nextBoolean() ? random.nextDouble(0.1, 0.35) : 0;
        double stripeX = random.nextDouble(0.4, 2.2);
        double stripeY = random.nextDouble(0.4, 2.2);
        double noise = random.nextDouble(0.02, 0.14);
        for (int i = 0; i < grey.length; i++) {
            int row = i / ImageSet.SIDE;
            double wave = triangle(stripeX * (i % ImageSet.SIDE) + stripeY * row);
            double textured = grey[i] * (1 - stripes * wave) + noise * grain(random) * (grey[i] > 0 ? 1 : 0.3);
            pixels[offset + i] = (byte) (int) (255 * Math.max(0, Math.min(1, textured)) + 0.5);
        }
    }

    /** A wave between 0 and 1 of period 2 pi, roughly, that needs no sine. */
    private static double triangle(double x) {
        double phase = x / 6.28;
        return 2 * Math.abs(phase - Math.floor(phase + 0.5));
    }

    /** The sum of four uniform numbers, bell-shaped, of deviation 1. */
    private static double grain(SplitMix64 random) {
        long bits = random.nextLong();
        long sum = (bits & 0xffff) + ((bits >>> 16) & 0xffff) + ((bits >>> 32) & 0xffff) + (bits >>> 48);
        return (sum - 131_070) * (1.7320508 / 65_536);
    }
}
