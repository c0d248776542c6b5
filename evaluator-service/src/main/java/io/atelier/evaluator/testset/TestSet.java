package io.atelier.evaluator.testset;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.contract.stream.KeptImages;
import io.atelier.contract.stream.RecordSource;
import java.nio.FloatBuffer;

/** The images and labels of a test stream, in its order. Does not change and may be read by any thread. */
public final class TestSet {

    private final Shape shape;
    private final KeptImages images;

    private TestSet(Shape shape, KeptImages images) {
        this.shape = shape;
        this.images = images;
    }

    /**
     * Takes all records of a test stream.
     *
     * @throws DataUnavailableException if one of them does not come
     * @throws InterruptedException if the thread was interrupted before all had come
     */
    public static TestSet read(StreamDefinition stream, RecordSource records)
            throws DataUnavailableException, InterruptedException {
        KeptImages images = KeptImages.read(stream, records).orElse(null);
        if (images == null) {
            Thread.interrupted();
            throw new InterruptedException("stopped while fetching test set " + stream.id());
        }
        return new TestSet(stream.dataset().image(), images);
    }

    /** How many images. */
    public int size() {
        return images.size();
    }

    /** Of an image. */
    public Shape shape() {
        return shape;
    }

    /** A copy of {@code count} images from {@code first}: {@code [count, height, width, channels]} floats in [0, 1]. */
    public FloatBuffer images(int first, int count) {
        return images.images(first, count);
    }

    public int label(int image) {
        return images.label(image);
    }
}
