package io.atelier.evaluator.checkpoints;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.recipe.Prediction;
import io.atelier.contract.stream.BatchSource;
import io.atelier.contract.stream.Batches;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.contract.stream.RecordSource;
import io.atelier.contract.tensor.Batch;
import io.atelier.engine.Network;
import io.atelier.evaluator.scoring.ImageCopies;
import io.atelier.evaluator.scoring.MeanPrediction;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network says of a test set, a few images at a time: it takes as much memory whatever the size of the set. Confined to one
 * thread.
 */
final class TestLogits {

    private static final int IMAGES_AT_A_TIME = 128;

    /** The most bytes that pixels or logits of these images have, unless it is one image that has more. */
    private static final long BYTES_AT_A_TIME = 16 << 20;

    private final Network network;
    private final StreamDefinition stream;
    private final BatchSource batches;
    private final int classes;
    private final int most;
    private final ImageCopies copies;
    private final float[] copied;
    private final List<float[]> some = new ArrayList<>();
    private final float[] means;

    /** Takes the logits of images one after the other. */
    @FunctionalInterface
    interface Taker {

        /**
         * Takes those of the next image.
         *
         * @param label the image's own
         * @param logits one for each class, from index {@code from}; not to be kept
         */
        void take(int label, float[] logits, int from);
    }

    /** {@code records} are those of the stream, and remain the caller's. */
    TestLogits(Network network, StreamDefinition stream, Prediction prediction, RecordSource records) {
        this.network = network;
        this.stream = stream;
        classes = network.plan().classes();
        copies = new ImageCopies(prediction, network.plan().input());
        int pixels = (int) network.plan().input().size();
        most = (int) Math.max(
                1, Math.min(IMAGES_AT_A_TIME, BYTES_AT_A_TIME / (Float.BYTES * (long) Math.max(pixels, classes))));
        batches = new Batches(stream, most, records, () -> false);
        copied = new float[most * pixels];
        for (int i = 0; i < copies.size(); i++) {
            some.add(new float[most * classes]);
        }
        means = new float[most * classes];
    }

    /** Whether images have copies, of whose predictions there is an average. */
    boolean isAveraging() {
        return copies.size() > 1;
    }

    /**
     * Asks the network for all of them.
     *
     * @param plain takes those of the images as they are
     * @param averaged takes the averages of each image and its copies; none where there are no copies
     */
    void each(Taker plain, Taker averaged) throws DataUnavailableException, InterruptedException {
        for (int first = 0; first < stream.images(); first += most) {
            Batch batch = batches.take(1, first / most).orElseThrow(TestLogits::stopped);
            ask(batch);
            for (int i = 0; i < batch.size(); i++) {
                plain.take(batch.label(i), some.get(0), i * classes);
                if (isAveraging()) {
                    MeanPrediction.write(some, i * classes, classes, means, i * classes);
                    averaged.take(batch.label(i), means, i * classes);
                }
            }
        }
    }

    private void ask(Batch batch) throws InterruptedException {
        FloatBuffer images = batch.images();
        for (int i = 0; i < copies.size(); i++) {
            if (Thread.currentThread().isInterrupted()) {
                throw stopped();
            }
            network.logits(i == 0 ? images : copy(i, images, batch.size()), batch.size(), some.get(i));
        }
    }

    /** Takes the interrupt back: it would disturb the closing of the clients. */
    private static InterruptedException stopped() {
        Thread.interrupted();
        return new InterruptedException("stopped while scoring");
    }

    private FloatBuffer copy(int index, FloatBuffer images, int count) {
        copies.write(index, images, count, copied);
        return FloatBuffer.wrap(copied);
    }
}
