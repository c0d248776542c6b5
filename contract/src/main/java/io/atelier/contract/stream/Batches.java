package io.atelier.contract.stream;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.tensor.Batch;
import io.atelier.contract.tensor.ImageRecord;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Batches of a recipe's size, whatever the size of the records that their images come in. Begins at any batch with the record
 * that holds its first image. Confined to one thread, and ends when that is interrupted.
 */
public final class Batches implements BatchSource {

    private final StreamDefinition stream;
    private final int batchSize;
    private final RecordSource records;
    private final BooleanSupplier stop;
    private final int pixels;

    /** Whose images are being used up; null at the beginning. */
    private ImageRecord current;

    /**
     * Batches of a stream.
     *
     * @param records remain the caller's
     * @param stop whether to end: a record has images for many batches, which are not to be waited for
     */
    public Batches(StreamDefinition stream, int batchSize, RecordSource records, BooleanSupplier stop) {
        this.stream = stream;
        this.batchSize = batchSize;
        this.records = records;
        this.stop = stop;
        this.pixels = (int) stream.dataset().image().size();
    }

    @Override
    public Optional<Batch> take(int epoch, int index) throws DataUnavailableException {
        if (stop.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            return Optional.empty();
        }
        int first = index * batchSize;
        int size = Math.min(batchSize, stream.images() - first);
        float[] images = new float[Math.multiplyExact(size, pixels)];
        int[] labels = new int[size];
        int done = 0;
        while (done < size) {
            if (!moveTo(epoch, (first + done) / stream.recordImages())) {
                return Optional.empty();
            }
            int from = (first + done) % stream.recordImages();
            int count = Math.min(size - done, current.size() - from);
            current.copy(from, count, images, done * pixels);
            for (int i = 0; i < count; i++) {
                labels[done + i] = current.label(from + i);
            }
            done += count;
        }
        return Optional.of(new Batch(FloatBuffer.wrap(images), labels));
    }

    private boolean moveTo(int epoch, int record) throws DataUnavailableException {
        if (current == null || current.epoch() != epoch || current.index() != record) {
            Optional<ImageRecord> next = records.take(epoch, record);
            if (next.isEmpty()) {
                return false;
            }
            current = next.get();
        }
        return true;
    }
}
