package io.atelier.data.dataset;

import io.atelier.contract.Require;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetShape;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which images are drawn.
 *
 * @param shape of every image, grey or RGB, at least {@value #MIN_SIDE} pixels a side
 * @param classes 2 or more
 * @param train number of training images
 * @param test number of test images
 */
public record Drawing(Shape shape, int classes, int train, int test) {

    public static final String PREFIX = SyntheticDataset.NAME + ":";

    /** As many as Fashion-MNIST has, in its shape and of its classes. */
    public static final Drawing FASHION = new Drawing(new Shape(28, 28, 1), 10, 60_000, 10_000);

    private static final int MIN_SIDE = 4;
    private static final int TRAIN = 10_000;
    private static final int PER_TEST = 5;
    private static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

    private static final Pattern TEXT = Pattern.compile(
            PREFIX
                    + "(?<height>[1-9]\\d{0,3})x(?<width>[1-9]\\d{0,3})x(?<channels>[13]):(?<classes>[1-9]\\d{0,4})(?<train>:[1-9]\\d{0,7})?");

    public Drawing {
        Require.present(shape, "shape");
        Require.inRange(shape.height(), MIN_SIDE, 1024, "height");
        Require.inRange(shape.width(), MIN_SIDE, 1024, "width");
        Require.inRange(classes, 2, DatasetShape.MAX_CLASSES, "classes");
        Require.inRange(train, 1, Integer.MAX_VALUE, "train");
        Require.inRange(test, 1, Integer.MAX_VALUE, "test");
        Require.that(
                shape.size() * Math.max(train, test) <= MAX_BYTES,
                "drawn images must have at most %d bytes, since they stay in memory, but %d of %s have %d",
                MAX_BYTES,
                Math.max(train, test),
                shape,
                shape.size() * Math.max(train, test));
    }

    /**
     * Reads {@code synthetic:<height>x<width>x<channels>:<classes>}, which may go on with {@code :<training images>}.
     * There is one test image to five training images.
     */
    public static Drawing of(String text) {
        Matcher parts = TEXT.matcher(text);
        Require.that(
                parts.matches(),
                "drawn images must be synthetic, or synthetic:<height>x<width>x<1 or 3>:<classes>[:<training images>]"
                        + " such as synthetic:64x64x3:100:5000, but are \"%s\"",
                text);
        int train = parts.group("train") == null
                ? TRAIN
                : Integer.parseInt(parts.group("train").substring(1));
        return new Drawing(
                new Shape(number(parts, "height"), number(parts, "width"), number(parts, "channels")),
                number(parts, "classes"),
                train,
                Math.max(1, train / PER_TEST));
    }

    private static int number(Matcher parts, String name) {
        return Integer.parseInt(parts.group(name));
    }
}
