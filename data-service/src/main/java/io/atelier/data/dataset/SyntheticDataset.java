package io.atelier.data.dataset;

import io.atelier.contract.Seeds;
import io.atelier.contract.SplitMix64;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Drawn garments, in the shape of Fashion-MNIST or any other, for machines without the real images. Every image is a function of its
 * index, the same on every machine. Classes overlap in proportion, position, shade and texture, so that a linear model
 * stays behind a convolutional one.
 */
public final class SyntheticDataset {

    public static final String NAME = DatasetDescription.DRAWN;

    /** Those of Fashion-MNIST, in the order of its labels. */
    public static final List<String> GARMENTS = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    /** Proportions are those of images of this side. */
    private static final double SIDE = 28;

    private static final long SEED = 20_170_828;
    private static final int TRAIN_PATH = 0;
    private static final int TEST_PATH = 1;

    private SyntheticDataset() {}

    /** The first {@code train} and {@code test} images in the shape of Fashion-MNIST. */
    public static Dataset ofSize(int train, int test) {
        return of(new Drawing(Drawing.FASHION.shape(), Drawing.FASHION.classes(), train, test));
    }

    /** Draws them, to be called {@value #NAME}. */
    public static Dataset of(Drawing drawing) {
        return of(NAME, drawing);
    }

    /**
     * Draws them.
     *
     * @param name of the dataset, which begins with {@value #NAME}
     */
    public static Dataset of(String name, Drawing drawing) {
        return Dataset.of(
                name,
                IntStream.range(0, drawing.classes())
                        .mapToObj(SyntheticDataset::name)
                        .toList(),
                new DatasetSource("drawn", "drawn garments", Map.of("seed", Long.toString(SEED))),
                draw(drawing, TRAIN_PATH, drawing.train()),
                draw(drawing, TEST_PATH, drawing.test()));
    }

    /** A garment, or one of its kinds where there are more classes than garments. */
    private static String name(int label) {
        int kind = label / GARMENTS.size();
        return GARMENTS.get(label % GARMENTS.size()) + (kind == 0 ? "" : " " + (kind + 1));
    }

    private static ImageSet draw(Drawing drawing, int path, int count) {
        int size = Math.toIntExact(drawing.shape().size());
        byte[] pixels = new byte[Math.multiplyExact(count, size)];
        char[] labels = new char[count];
        IntStream.range(0, count).parallel().forEach(i -> {
            SplitMix64 random = Seeds.generator(SEED, path, i);
            int label = random.nextInt(drawing.classes());
            labels[i] = (char) label;
            draw(drawing, label, random, pixels, i * size);
        });
        return new HeapImages(drawing.shape(), pixels, labels);
    }

    /** Kinds of a garment differ by how they are turned, and in RGB by their colours, too. */
    private static void draw(Drawing drawing, int label, SplitMix64 random, byte[] pixels, int offset) {
        Shape shape = drawing.shape();
        double scale = Math.min(shape.height(), shape.width()) / SIDE;
        int kinds = (drawing.classes() + GARMENTS.size() - 1) / GARMENTS.size();
        int kindOfGarment = label / GARMENTS.size();
        double kind = (double) kindOfGarment / kinds;
        Canvas canvas = new Canvas(
                shape.height(),
                shape.width(),
                (shape.width() - 1) / 2.0 + random.nextDouble(-2.5, 2.5) * scale,
                (shape.height() - 1) / 2.0 + random.nextDouble(-2.5, 2.5) * scale,
                random.nextDouble(10, 14) * scale,
                random.nextDouble(-0.2, 0.2) + kind * 2 * Math.PI);
        new Garments(canvas, random).draw(label % GARMENTS.size());
        float[] grey = canvas.grey();
        double stripes = random.nextBoolean() ? random.nextDouble(0.1, 0.35) : 0;
        double stripeX = random.nextDouble(0.4, 2.2) / scale;
        double stripeY = random.nextDouble(0.4, 2.2) / scale;
        double noise = random.nextDouble(0.02, 0.14);
        double[] colour = colour(shape.channels(), kind, random);
        for (int i = 0; i < grey.length; i++) {
            int row = i / shape.width();
            double wave = triangle(stripeX * (i % shape.width()) + stripeY * row);
            double textured = grey[i] * (1 - stripes * wave) + noise * grain(random) * (grey[i] > 0 ? 1 : 0.3);
            for (int c = 0; c < colour.length; c++) {
                double shade = Math.max(0, Math.min(1, textured * colour[c]));
                pixels[offset + i * colour.length + c] = (byte) (int) (255 * shade + 0.5);
            }
        }
    }

    /** How bright each channel is, at most 1. */
    private static double[] colour(int channels, double kind, SplitMix64 random) {
        if (channels == 1) {
            return new double[] {1};
        }
        double hue = kind + random.nextDouble(-0.1, 0.1);
        double[] colour = new double[channels];
        for (int c = 0; c < channels; c++) {
            colour[c] = 1 - 0.7 * triangle(6.28 * (hue + (double) c / channels));
        }
        return colour;
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
