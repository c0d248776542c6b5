package io.atelier.trainer.training;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.BatchSource;
import io.atelier.contract.stream.Batches;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.contract.stream.KeptImages;
import io.atelier.contract.stream.RecordSource;
import io.atelier.contract.tensor.Batch;
import io.atelier.engine.kernel.Softmax;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Scores a learner on a stream's images. They are fetched once and kept for all epochs of the trial, or fetched in each
 * epoch where they are too many for that, with the same result.
 */
public final class Validation {

    private static final int PASS = 500;

    /** The most bytes of floats that one pass has, unless it is one image that has more. */
    private static final long PASS_BYTES = 16 << 20;

    private final StreamDefinition stream;
    private final int pass;
    private final Supplier<RecordSource> source;
    private final boolean keeping;
    private final BooleanSupplier stop;
    private Optional<KeptImages> kept = Optional.empty();

    /**
     * Asks for nothing before the first score.
     *
     * @param source opens the stream; it is closed at the end of an epoch
     * @param mostKept the most bytes of images that are kept
     */
    public Validation(StreamDefinition stream, Supplier<RecordSource> source, long mostKept, BooleanSupplier stop) {
        this.stream = stream;
        this.pass = (int) Math.max(
                1,
                Math.min(
                        PASS,
                        PASS_BYTES / (Float.BYTES * stream.dataset().image().size())));
        this.source = source;
        this.keeping = KeptImages.bytes(stream) <= mostKept;
        this.stop = stop;
    }

    /** What the images that are kept take. */
    long keptBytes() {
        return kept.map(KeptImages::bytes).orElse(0L);
    }

    /** Mean cross-entropy and accuracy of the averages, as Keras' {@code evaluate} computes them, or nothing if training is to stop. */
    Optional<Score> score(Learner learner) throws DataUnavailableException {
        learner.useAverages(true);
        try (RecordSource records = records()) {
            return score(learner, new Batches(stream, pass, records, stop));
        } finally {
            learner.useAverages(false);
        }
    }

    private RecordSource records() {
        if (kept.isPresent()) {
            return kept.get().records();
        }
        RecordSource opened = source.get();
        return keeping ? KeptImages.keeping(stream, opened, all -> kept = Optional.of(all)) : opened;
    }

    private Optional<Score> score(Learner learner, BatchSource passes) throws DataUnavailableException {
        int classes = stream.dataset().classes();
        double loss = 0;
        int correct = 0;
        float[] logits = new float[pass * classes];
        for (int first = 0; first < stream.images(); first += pass) {
            Optional<Batch> next = passes.take(1, first / pass);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            Batch batch = next.get();
            learner.logits(batch.images(), batch.size(), logits);
            for (int i = 0; i < batch.size(); i++) {
                Softmax softmax = new Softmax(logits, i * classes, classes);
                loss += softmax.loss(batch.label(i));
                correct += softmax.predicted() == batch.label(i) ? 1 : 0;
            }
        }
        return Optional.of(new Score(loss / stream.images(), (double) correct / stream.images()));
    }
}
