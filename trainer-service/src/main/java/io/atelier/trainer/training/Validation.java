package io.atelier.trainer.training;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.BatchSource;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.contract.tensor.Batch;
import io.atelier.engine.kernel.Softmax;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Scores a learner on a stream's images, which are fetched once and kept for all epochs of the trial. */
public final class Validation {

    private static final int PIXELS = Batch.PIXELS;
    private static final int CLASSES = Batch.CLASSES;
    private static final int PASS = 500;

    private final StreamDefinition stream;
    private final Supplier<BatchSource> source;
    private final BooleanSupplier stop;
    private float[] images;
    private byte[] labels;
    private int loaded;

    /** @param source opens the stream; it is closed as soon as all images are here */
    public Validation(StreamDefinition stream, Supplier<BatchSource> source, BooleanSupplier stop) {
        this.stream = stream;
        this.source = source;
        this.stop = stop;
    }

    /** Mean cross-entropy and accuracy of the averages, as Keras' {@code evaluate} computes them, or nothing if training is to stop. */
    Optional<Score> score(Learner learner) throws DataUnavailableException {
        if (!load()) {
            return Optional.empty();
        }
        learner.useAverages(true);
        try {
            return pass(learner);
        } finally {
            learner.useAverages(false);
        }
    }

    private Optional<Score> pass(Learner learner) {
        double loss = 0;
        int correct = 0;
        float[] logits = new float[PASS * CLASSES];
        for (int first = 0; first < labels.length; first += PASS) {
            if (stop.getAsBoolean()) {
                return Optional.empty();
            }
            int n = Math.min(PASS, labels.length - first);
            learner.logits(FloatBuffer.wrap(images, first * PIXELS, n * PIXELS).slice(), n, logits);
            for (int i = 0; i < n; i++) {
                Softmax softmax = new Softmax(logits, i * CLASSES, CLASSES);
                int label = labels[first + i];
                loss += softmax.loss(label);
                correct += softmax.predicted() == label ? 1 : 0;
            }
        }
        return Optional.of(new Score(loss / labels.length, (double) correct / labels.length));
    }

    private boolean load() throws DataUnavailableException {
        if (loaded == stream.batches()) {
            return true;
        }
        images = new float[stream.images() * PIXELS];
        labels = new byte[stream.images()];
        try (BatchSource batches = source.get()) {
            for (loaded = 0; loaded < stream.batches(); loaded++) {
                Optional<Batch> batch = batches.take(1, loaded);
                if (batch.isEmpty()) {
                    return false;
                }
                int first = loaded * stream.batchSize();
                int size = batch.get().size();
                batch.get().images().get(images, first * PIXELS, size * PIXELS);
                batch.get().labels().get(labels, first, size);
            }
        }
        return true;
    }
}
