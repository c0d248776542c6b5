package io.atelier.contract.tensor;

import io.atelier.contract.Require;
import java.nio.FloatBuffer;

/**
 * Images for one step of a training, {@code [n, height, width, channels]} floats in [0, 1], and their labels. Shares what it
 * is made of; whoever hands that over promises not to write to it.
 */
public final class Batch {

    private final FloatBuffer images;
    private final int[] labels;

    /**
     * Shares both, the buffer from position to limit.
     *
     * @throws IllegalArgumentException if there is no label, or the pixels can't be shared out among the labels
     */
    public Batch(FloatBuffer images, int... labels) {
        this.images = images.slice().asReadOnlyBuffer();
        this.labels = labels;
        Require.that(labels.length > 0, "a batch must have an image, but has none");
        Require.that(
                this.images.remaining() % labels.length == 0,
                "%d images can't have %d pixels together",
                labels.length,
                this.images.remaining());
    }

    /** How many images. */
    public int size() {
        return labels.length;
    }

    /** A read-only view of all pixels. */
    public FloatBuffer images() {
        return images.duplicate();
    }

    public int label(int image) {
        return labels[image];
    }
}
