package io.atelier.evaluator.testset;

import io.atelier.contract.Require;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.tensor.Batch;
import java.nio.FloatBuffer;
import java.util.BitSet;

/**
 * The images and labels of a test stream, in its order. Filled by one thread batch after batch; once complete it does
 * not change and may be read by any.
 */
public final class TestSet {

    private final StreamDefinition stream;
    private final float[] images;
    private final int[] labels;
    private final BitSet present;

    TestSet(StreamDefinition stream) {
        this.stream = stream;
        this.images = new float[Math.multiplyExact(stream.images(), Batch.PIXELS)];
        this.labels = new int[stream.images()];
        this.present = new BitSet(stream.batches());
    }

    /** How many images. */
    public int size() {
        return labels.length;
    }

    /** A read-only view of {@code count} images from {@code first}: {@code count * 784} pixels in [0, 1]. */
    public FloatBuffer images(int first, int count) {
        return FloatBuffer.wrap(images, first * Batch.PIXELS, count * Batch.PIXELS)
                .slice()
                .asReadOnlyBuffer();
    }

    /** A copy. */
    public int[] labels() {
        return labels.clone();
    }

    /**
     * Puts a batch in its place.
     *
     * @return whether it was missing until now
     * @throws IllegalArgumentException if it is no batch of this stream
     */
    boolean add(Batch batch) {
        Require.that(
                batch.stream().equals(stream.id()),
                "batch must be of stream %s, but is of %s",
                stream.id(),
                batch.stream());
        Require.that(batch.epoch() == 1, "a test stream has epoch 1 only, but the batch has %d", batch.epoch());
        int length = stream.batchLength(batch.index());
        Require.that(
                batch.size() == length,
                "batch %d of stream %s must have %d images, but has %d",
                batch.index(),
                stream.id(),
                length,
                batch.size());
        if (present.get(batch.index())) {
            return false;
        }
        int first = batch.index() * stream.batchSize();
        batch.images().get(images, first * Batch.PIXELS, length * Batch.PIXELS);
        for (int i = 0; i < length; i++) {
            labels[first + i] = batch.labels().get(i);
        }
        present.set(batch.index());
        return true;
    }

    boolean isComplete() {
        return present.cardinality() == stream.batches();
    }

    /** The first batch that is missing at or after {@code index}; the number of batches if none is. */
    int nextMissing(int index) {
        return Math.min(present.nextClearBit(index), stream.batches());
    }

    /** The first batch that is there at or after {@code index}; the number of batches if none is. */
    int nextPresent(int index) {
        int next = present.nextSetBit(index);
        return next < 0 ? stream.batches() : next;
    }

    int received() {
        return present.cardinality();
    }
}
