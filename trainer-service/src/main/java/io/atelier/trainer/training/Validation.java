package io.atelier.trainer.training;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.contract.stream.KeptImages;
import io.atelier.contract.stream.RecordSource;
import io.atelier.engine.kernel.Softmax;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Scores a learner on a stream's images, which are fetched once and kept for all epochs of the trial. */
public final class Validation {

    private static final int PASS = 500;

    /** The most bytes of floats that one pass has, unless it is one image that has more. */
    private static final long PASS_BYTES = 16 << 20;

    private final StreamDefinition stream;
    private final int pass;
    private final Supplier<RecordSource> source;
    private final BooleanSupplier stop;
    private Optional<KeptImages> images = Optional.empty();

    /** @param source opens the stream; it is closed as soon as all images are here */
    public Validation(StreamDefinition stream, Supplier<RecordSource> source, BooleanSupplier stop) {
        this.stream = stream;
        this.pass = (int) Math.max(
                1,
                Math.min(
                        PASS,
                        PASS_BYTES / (Float.BYTES * stream.dataset().image().size())));
        this.source = source;
        this.stop = stop;
    }

    /** Mean cross-entropy and accuracy of the averages, as Keras' {@code evaluate} computes them, or nothing if training is to stop. */
    Optional<Score> score(Learner learner) throws DataUnavailableException {
        if (images.isEmpty()) {
            try (RecordSource records = source.get()) {
                images = KeptImages.read(stream, records);
            }
        }
        if (images.isEmpty()) {
            return Optional.empty();
        }
        learner.useAverages(true);
        try {
            return pass(learner, images.get());
        } finally {
            learner.useAverages(false);
        }
    }

    private Optional<Score> pass(Learner learner, KeptImages kept) {
        int classes = stream.dataset().classes();
        double loss = 0;
        int correct = 0;
        float[] logits = new float[pass * classes];
        for (int first = 0; first < kept.size(); first += pass) {
            if (stop.getAsBoolean()) {
                return Optional.empty();
            }
            int n = Math.min(pass, kept.size() - first);
            learner.logits(kept.images(first, n), n, logits);
            for (int i = 0; i < n; i++) {
                Softmax softmax = new Softmax(logits, i * classes, classes);
                int label = kept.label(first + i);
                loss += softmax.loss(label);
                correct += softmax.predicted() == label ? 1 : 0;
            }
        }
        return Optional.of(new Score(loss / kept.size(), (double) correct / kept.size()));
    }
}
