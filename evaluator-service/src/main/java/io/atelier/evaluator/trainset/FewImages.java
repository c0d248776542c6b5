package io.atelier.evaluator.trainset;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.contract.stream.RecordSource;
import io.atelier.contract.tensor.ImageRecord;
import io.atelier.contract.tensor.Pixels;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/** The first images of a training stream, rounded to bytes. Does not change and may be read by any thread. */
public final class FewImages {

    /** That of most trials. */
    public static final int SEED = 1;

    private static final int MOST = 10;
    private static final long MOST_BYTES = 4L << 20;

    private final Shape shape;
    private final int pixels;
    private final byte[] images;
    private final int[] labels;

    private FewImages(Shape shape, int count) {
        this.shape = shape;
        this.pixels = (int) shape.size();
        this.images = new byte[count * pixels];
        this.labels = new int[count];
    }

    /**
     * All training images in the order that they have in the first epoch of {@link #SEED}. What augmentations make of an
     * image depends on seed, epoch and image alone: so it is what a trial of that seed sees, whatever it holds out.
     *
     * @param augmentations none for the images as they are, in the same order
     */
    public static StreamDefinition stream(DatasetDescription dataset, List<Augmentation> augmentations) {
        int source = Math.min(dataset.train(), StreamDefinition.MAX_IMAGES);
        int fit = StreamDefinition.recordImages(dataset.image(), augmentations);
        return new StreamDefinition(
                dataset.reference(),
                Split.TRAIN,
                source,
                source,
                Holdout.NONE,
                augmentations,
                Math.min(MOST, fit),
                SEED);
    }

    /**
     * Takes the first images of a stream, fewer where they are large.
     *
     * @throws DataUnavailableException if they do not come
     * @throws InterruptedException if the thread was interrupted before they had come
     */
    static FewImages read(StreamDefinition stream, RecordSource records)
            throws DataUnavailableException, InterruptedException {
        Shape shape = stream.dataset().image();
        int count = (int) Math.min(Math.min(MOST, stream.images()), MOST_BYTES / shape.size());
        FewImages few = new FewImages(shape, count);
        int done = 0;
        for (int index = 0; done < count; index++) {
            Optional<ImageRecord> record = records.take(1, index);
            if (record.isEmpty()) {
                Thread.interrupted();
                throw new InterruptedException("stopped while fetching images of " + stream.id());
            }
            done += few.put(record.get(), done);
        }
        return few;
    }

    private int put(ImageRecord record, int first) {
        int count = Math.min(record.size(), labels.length - first);
        float[] values = new float[count * pixels];
        record.copy(0, count, values, 0);
        for (int i = 0; i < values.length; i++) {
            images[first * pixels + i] = (byte) Math.round(255 * values[i]);
        }
        for (int i = 0; i < count; i++) {
            labels[first + i] = record.label(i);
        }
        return count;
    }

    /** How many. */
    public int size() {
        return labels.length;
    }

    /** Of an image. */
    public Shape shape() {
        return shape;
    }

    int bytes() {
        return images.length;
    }

    public int label(int image) {
        return labels[image];
    }

    /** A copy of an image: {@code [height, width, channels]} floats in [0, 1]. */
    public FloatBuffer image(int image) {
        float[] floats = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            floats[i] = Pixels.unit(images[image * pixels + i]);
        }
        return FloatBuffer.wrap(floats);
    }
}
