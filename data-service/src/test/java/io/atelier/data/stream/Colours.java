package io.atelier.data.stream;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetSource;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.HeapImages;
import io.atelier.data.dataset.ImageSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Noise in colours. */
final class Colours {

    private Colours() {}

    /** As many images train as test; label i is that of image i, as long as there are classes. */
    static Dataset dataset(int height, int width, int classes, int images) {
        List<String> names =
                IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
        Shape shape = new Shape(height, width, 3);
        return Dataset.of(
                "colours",
                names,
                new DatasetSource("drawn", "", Map.of()),
                noise(shape, classes, images, 1),
                noise(shape, classes, images, 2));
    }

    private static ImageSet noise(Shape shape, int classes, int images, long seed) {
        byte[] pixels = new byte[images * (int) shape.size()];
        new SplittableRandom(seed).nextBytes(pixels);
        char[] labels = new char[images];
        for (int i = 0; i < images; i++) {
            labels[i] = (char) (i % classes);
        }
        return new HeapImages(shape, pixels, labels);
    }
}
