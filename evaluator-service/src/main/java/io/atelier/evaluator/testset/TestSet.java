package io.atelier.evaluator.testset;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.BatchSource;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.contract.tensor.Batch;
import java.nio.FloatBuffer;

/** The images and labels of a test stream, in its order. Does not change and may be read by any thread. */
public final class TestSet {

    /** The largest that is kept in memory, in images: 60 MiB. */
    public static final int MAX_IMAGES = 20_000;

    private final float[] images;
    private final int[] labels;

    private TestSet(int size) {
        images = new float[Math.multiplyExact(size, Batch.PIXELS)];
        labels = new int[size];
    }

    /**
     * Takes all batches of a test stream.
     *
     * @throws DataUnavailableException if one of them does not come
     * @throws InterruptedException if the thread was interrupted before all had come
     */
    public static TestSet read(StreamDefinition stream, BatchSource batches)
            throws DataUnavailableException, InterruptedException {
        TestSet set = new TestSet(stream.images());
        for (int i = 0; i < stream.batches(); i++) {
            Batch batch = batches.take(1, i).orElse(null);
            if (batch == null) {
                Thread.interrupted();
                throw new InterruptedException("stopped while fetching test set " + stream.id());
            }
            set.put(batch, i * stream.batchSize());
        }
        return set;
    }

    private void put(Batch batch, int first) {
        batch.images().get(images, first * Batch.PIXELS, batch.size() * Batch.PIXELS);
        for (int i = 0; i < batch.size(); i++) {
            labels[first + i] = batch.labels().get(i);
        }
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
}
