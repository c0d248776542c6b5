package io.atelier.evaluator.page;

import io.atelier.contract.VisibleText;
import io.atelier.contract.message.Prediction;
import io.atelier.contract.stream.KeptImages;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Test images with what is said about them. Without the images there is still what is said. */
final class Gallery {

    private static final int SAMPLES_PER_CLASS = 2;

    /** Characters of a class's name below an image. */
    private static final int MOST_NAME = 30;

    /** Of a picture, in CSS pixels. */
    private static final int SIDE = 64;

    /** A page is not to grow without bound: of many classes the first ones are shown. */
    private static final int MOST_CLASSES = 20;

    private final Optional<KeptImages> images;
    private final List<String> classNames;

    /** @param classNames in label order */
    Gallery(Optional<KeptImages> images, List<String> classNames) {
        this.images = images;
        this.classNames = classNames;
    }

    /**
     * A test image.
     *
     * @param name which one it is
     * @param image null if the images could not be had
     * @param truth its class
     * @param predicted the class that was predicted; null if nothing was
     * @param probability of {@code predicted}
     * @param correct whether both classes are the same
     */
    public record Tile(
            String name, Picture image, String truth, String predicted, String probability, boolean correct) {}

    boolean isEmpty() {
        return images.isEmpty();
    }

    /** How many classes have no samples since they are many. */
    int moreClasses() {
        return Math.max(0, classNames.size() - MOST_CLASSES);
    }

    /** The first images of each class, in label order; of many classes only of the first. */
    List<Tile> samples() {
        return images.map(this::firstOfEachClass).orElse(List.of());
    }

    List<Tile> tiles(List<Prediction> predictions) {
        return predictions.stream().map(this::tile).toList();
    }

    private Tile tile(Prediction prediction) {
        return new Tile(
                name(prediction.index()),
                images.map(set -> image(set, prediction.index())).orElse(null),
                shortName(prediction.label()),
                shortName(prediction.predicted()),
                Format.percent(prediction.probability()),
                prediction.label() == prediction.predicted());
    }

    private List<Tile> firstOfEachClass(KeptImages set) {
        int[] here = set.images().toArray();
        return IntStream.range(0, Math.min(MOST_CLASSES, classNames.size()))
                .boxed()
                .flatMap(label -> Arrays.stream(here)
                        .filter(i -> set.label(i) == label)
                        .limit(SAMPLES_PER_CLASS)
                        .mapToObj(i -> new Tile(name(i), image(set, i), shortName(label), null, null, true)))
                .toList();
    }

    /** As many as the file has before it, as the API's {@code index}. */
    private static String name(int index) {
        return "Test image " + index;
    }

    private static Picture image(KeptImages set, int index) {
        return set.has(index)
                ? Picture.of(set.image(index), set.stream().dataset().image(), SIDE)
                : null;
    }

    private String shortName(int label) {
        return Format.shortened(className(label), MOST_NAME);
    }

    String className(int label) {
        return label < classNames.size() ? VisibleText.of(classNames.get(label)) : "class " + label;
    }
}
