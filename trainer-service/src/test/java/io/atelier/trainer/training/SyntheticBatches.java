package io.atelier.trainer.training;

import io.atelier.contract.Seeds;
import io.atelier.contract.SplitMix64;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.BatchSource;
import io.atelier.contract.tensor.Batch;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.stream.IntStream;

/** Batches as a pure function of stream, epoch and index: bright bars at a height that tells the class, and noise. */
public final class SyntheticBatches implements BatchSource {

    private final StreamDefinition stream;

    public SyntheticBatches(StreamDefinition stream) {
        this.stream = stream;
    }

    @Override
    public Optional<Batch> take(int epoch, int index) {
        return Optional.of(batch(stream, epoch, index));
    }

    @Override
    public void close() {}

    public static Batch batch(StreamDefinition stream, int epoch, int index) {
        int n = stream.batchLength(index);
        SplitMix64 random =
                Seeds.generator(stream.seed(), stream.split().label().length(), epoch, index);
        float[] images = new float[n * Batch.PIXELS];
        byte[] labels = new byte[n];
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) random.nextInt(Batch.CLASSES);
            for (int p = 0; p < Batch.PIXELS; p++) {
                boolean bar = p / Batch.SIDE / 2 == labels[i] + 2;
                images[i * Batch.PIXELS + p] = (float) (random.nextDouble() * 0.5 + (bar ? 0.5 : 0));
            }
        }
        return new Batch(stream.id(), epoch, index, FloatBuffer.wrap(images), ByteBuffer.wrap(labels));
    }

    /** The class of image {@code i}: the first row that is bright throughout, as noise never is. */
    static int label(FloatBuffer images, int i) {
        for (int label = 0; label < Batch.CLASSES; label++) {
            int row = i * Batch.PIXELS + 2 * (label + 2) * Batch.SIDE;
            if (IntStream.range(row, row + Batch.SIDE).allMatch(p -> images.get(p) >= 0.5f)) {
                return label;
            }
        }
        throw new IllegalArgumentException("image " + i + " has no bar");
    }
}
