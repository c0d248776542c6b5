package io.atelier.evaluator.page;

import io.atelier.contract.message.Prediction;
import io.atelier.evaluator.scoring.ClassNames;
import io.atelier.evaluator.testset.TestSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Test images with what is said about them. Without the images there is still what is said. */
final class Gallery {

    private static final int SAMPLES_PER_CLASS = 2;

    private final Optional<TestSet> images;

    Gallery(Optional<TestSet> images) {
        this.images = images;
    }

    /**
     * A test image.
     *
     * @param name which one it is
     * @param image a data URI; null if the images could not be had
     * @param truth its class
     * @param predicted the class that was predicted; null if nothing was
     * @param probability of {@code predicted}
     * @param correct whether both classes are the same
     */
    public record Tile(
            String name, String image, String truth, String predicted, String probability, boolean correct) {}

    boolean isEmpty() {
        return images.isEmpty();
    }

    /** The first images of each class, in label order. */
    List<Tile> samples() {
        return images.map(Gallery::firstOfEachClass).orElse(List.of());
    }

    List<Tile> tiles(List<Prediction> predictions) {
        return predictions.stream().map(this::tile).toList();
    }

    private Tile tile(Prediction prediction) {
        return new Tile(
                name(prediction.index()),
                images.map(set -> image(set, prediction.index())).orElse(null),
                className(prediction.label()),
                className(prediction.predicted()),
                Format.percent(prediction.probability()),
                prediction.label() == prediction.predicted());
    }

    private static List<Tile> firstOfEachClass(TestSet set) {
        int[] labels = set.labels();
        return IntStream.range(0, ClassNames.FASHION_MNIST.size())
                .boxed()
                .flatMap(label -> IntStream.range(0, labels.length)
                        .filter(i -> labels[i] == label)
                        .limit(SAMPLES_PER_CLASS)
                        .mapToObj(i -> new Tile(name(i), image(set, i), className(label), null, null, true)))
                .toList();
    }

    /** As many as the file has before it, as the API's {@code index}. */
    private static String name(int index) {
        return "Test image " + index;
    }

    private static String image(TestSet set, int index) {
        return index < set.size() ? Png.dataUri(set.images(index, 1)) : null;
    }

    private static String className(int label) {
        return label < ClassNames.FASHION_MNIST.size() ? ClassNames.FASHION_MNIST.get(label) : "class " + label;
    }
}
