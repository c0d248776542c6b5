package io.atelier.trainer.training;

import io.atelier.contract.Seeds;
import io.atelier.contract.SplitMix64;
import io.atelier.contract.message.Encoding;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.stream.BatchSource;
import io.atelier.contract.stream.Batches;
import io.atelier.contract.stream.RecordSource;
import io.atelier.contract.tensor.ImageRecord;
import io.atelier.contract.tensor.Pixels;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.stream.IntStream;

/** Records as a pure function of stream, epoch and index: bright bars at a height that tells the class, and noise. */
public final class SyntheticRecords implements RecordSource {

    private static final int SIDE = 28;
    private static final int PIXELS = SIDE * SIDE;

    /** Of images of this size. */
    static final int CLASSES = 10;

    private final StreamDefinition stream;

    public SyntheticRecords(StreamDefinition stream) {
        this.stream = stream;
    }

    /** Of a trial's training. */
    static BatchSource batches(TrialDefinition trial) {
        return new Batches(trial.train(), trial.recipe().batchSize(), new SyntheticRecords(trial.train()), () -> false);
    }

    @Override
    public Optional<ImageRecord> take(int epoch, int index) {
        return Optional.of(record(stream, epoch, index));
    }

    @Override
    public void close() {}

    /** Bars where images are 28 x 28, else noise alone. */
    public static ImageRecord record(StreamDefinition stream, int epoch, int index) {
        int n = stream.recordLength(index);
        int pixels = (int) stream.dataset().image().size();
        SplitMix64 random =
                Seeds.generator(stream.seed(), stream.split().label().length(), epoch, index);
        byte[] images = new byte[n * pixels];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextInt(stream.dataset().classes());
            for (int p = 0; p < pixels; p++) {
                boolean bar = pixels == PIXELS && p / SIDE / 2 == labels[i] + 2;
                images[i * pixels + p] = (byte) (random.nextInt(128) + (bar ? 128 : 0));
            }
        }
        return stream.encoding() == Encoding.U8
                ? ImageRecord.ofBytes(stream, epoch, index, images, labels)
                : ImageRecord.ofFloats(stream, epoch, index, floats(images), labels);
    }

    private static float[] floats(byte[] images) {
        float[] floats = new float[images.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = Pixels.unit(images[i]);
        }
        return floats;
    }

    /** The class of image {@code i}: the first row that is bright throughout, as noise never is. */
    static int label(FloatBuffer images, int i) {
        for (int label = 0; label < CLASSES; label++) {
            int row = i * PIXELS + 2 * (label + 2) * SIDE;
            if (IntStream.range(row, row + SIDE).allMatch(p -> images.get(p) >= 0.5f)) {
                return label;
            }
        }
        throw new IllegalArgumentException("image " + i + " has no bar");
    }
}
