package io.atelier.contract.dataset;

import io.atelier.contract.Require;
import io.atelier.contract.architecture.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A dataset: images of one size, divided into a training set and a test set.
 *
 * @param schema version of this message
 * @param name what people call it, at most {@value #MAX_NAME} characters
 * @param image shape of every image, with 1 (grey) or 3 (red, green, blue) channels, at most {@value #MAX_IMAGE_BYTES}
 *     values
 * @param classes names of the classes in the order of the labels: 2 to {@value DatasetShape#MAX_CLASSES}, all different, each of 1 to
 *     {@value #MAX_CLASS_NAME} characters of any kind, line breaks included: who shows them escapes them
 * @param train number of training images, those included that validate
 * @param test number of test images
 * @param pixelsSha256 hash of the shape, and of the pixels and label of every image; the same for the same images, wherever
 *     they came from and whatever they are called
 * @param source where it came from
 */
public record DatasetDescription(
        int schema,
        String name,
        Shape image,
        List<String> classes,
        int train,
        int test,
        String pixelsSha256,
        DatasetSource source) {

    public static final int SCHEMA = 1;

    /** So that an {@link #id} is a name, too. */
    public static final int MAX_NAME = 55;

    /** What names of datasets of drawn images begin with, and of no others. */
    public static final String DRAWN = "synthetic";

    public static final int MAX_CLASS_NAME = 100;

    /** One image of unsigned bytes fits into a record of an untuned broker. */
    public static final int MAX_IMAGE_BYTES = 900 * 1024;

    /** So does this description. */
    private static final int MAX_CLASSES_BYTES = 900 * 1000;

    private static final int HASH_DIGITS = 8;

    public DatasetDescription {
        Require.schema(schema, SCHEMA, "a dataset description");
        Require.name(name, "dataset name");
        Require.atMost(name, MAX_NAME, "dataset name");
        requireImage(image);
        classes = Require.copy(classes, DatasetShape.MAX_CLASSES, "classes");
        requireClasses(classes);
        Require.inRange(train, 1, Integer.MAX_VALUE, "train");
        Require.inRange(test, 1, Integer.MAX_VALUE, "test");
        Require.sha256(pixelsSha256, "pixels_sha256");
        Require.present(source, "source");
    }

    private static void requireImage(Shape image) {
        Require.present(image, "image");
        Require.that(
                !image.flat() && (image.channels() == 1 || image.channels() == 3),
                "image must have rows, columns and 1 or 3 channels, but is %s",
                image);
        Require.that(
                image.size() <= MAX_IMAGE_BYTES,
                "image must have at most %d values, but %s has %d: choose a smaller size",
                MAX_IMAGE_BYTES,
                image,
                image.size());
    }

    static void requireClasses(List<String> classes) {
        Require.that(classes.size() >= 2, "classes must be at least 2, but are %d", classes.size());
        Set<String> seen = new HashSet<>();
        long bytes = 0;
        for (String name : classes) {
            Require.that(
                    !name.isEmpty() && name.length() <= MAX_CLASS_NAME,
                    "the name of a class must have 1 to %d characters, but one has %d",
                    MAX_CLASS_NAME,
                    name.length());
            Require.that(seen.add(name), "classes must have different names, but two are called \"%s\"", name);
            bytes += jsonBytes(name);
        }
        Require.that(
                bytes <= MAX_CLASSES_BYTES,
                "the names of all classes must have at most %d bytes as JSON, but have %d: shorten them",
                MAX_CLASSES_BYTES,
                bytes);
    }

    /** At most as many as JSON takes for a name, its quotes and a comma. */
    private static long jsonBytes(String name) {
        return 3
                + name.chars()
                        .mapToLong(c -> c < ' ' ? 6 : c < 128 ? c == '"' || c == '\\' ? 2 : 1 : 3)
                        .sum();
    }

    /** What streams call it: other images have another id. */
    public String id() {
        return name + "-" + pixelsSha256.substring(0, HASH_DIGITS);
    }

    /** What a network must fit. */
    public DatasetShape shape() {
        return new DatasetShape(image, classes.size());
    }

    /** What streams and trials say of it. */
    public DatasetReference reference() {
        return new DatasetReference(id(), shape());
    }
}
