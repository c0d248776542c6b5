package io.atelier.evaluator.checkpoints;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.chunk.ChunkManifest;
import io.atelier.contract.chunk.ChunkedValue;
import io.atelier.contract.chunk.Chunks;
import io.atelier.contract.kafka.Placement;
import io.atelier.contract.message.Evaluation;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.evaluator.testset.TestImagesGivenUpException;
import io.atelier.evaluator.view.CurrentRuns;
import io.atelier.evaluator.view.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what follows from a checkpoint: an evaluation, and the removal of checkpoints it supersedes. */
final class CheckpointEvaluator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointEvaluator.class);

    private final CurrentRuns runs;
    private final Duration viewTimeout;
    private final CheckpointScorer scorer;
    private final EvaluationListener listener;

    CheckpointEvaluator(CurrentRuns runs, Duration viewTimeout, CheckpointScorer scorer, EvaluationListener listener) {
        this.runs = runs;
        this.viewTimeout = viewTimeout;
        this.scorer = scorer;
        this.listener = listener;
    }

    /**
     * Scores a checkpoint that was not scored before.
     *
     * @return what to publish, in one transaction; empty if it was scored before or another one has taken its place
     * @throws MalformedMessageException if it is no checkpoint or can't be scored, now or later
     * @throws DataUnavailableException if it can't be scored now
     * @throws TestImagesGivenUpException if its test images were waited for in vain
     */
    List<ProducerRecord<String, byte[]>> evaluate(ChunkedValue value)
            throws MalformedMessageException, DataUnavailableException, TestImagesGivenUpException,
                    InterruptedException {
        long start = System.nanoTime();
        Checkpoint checkpoint = Checkpoint.read(value);
        Trial trial = trial(checkpoint.trial())
                .filter(known -> known.definition().isPresent())
                .orElseThrow(() -> new MalformedMessageException(
                        "Expected an event about trial " + checkpoint.trial() + " before its checkpoint, found none"));
        if (trial.isEvaluated(checkpoint.epoch(), checkpoint.paramsSha256())) {
            LOG.debug("{} epoch {} was evaluated before", checkpoint.trial(), checkpoint.epoch());
            return List.of();
        }
        if (trial.isReplaced(checkpoint.epoch(), checkpoint.paramsSha256())) {
            LOG.info(
                    "{} epoch {} was trained again: only the later checkpoint is scored",
                    trial.id(),
                    checkpoint.epoch());
            return List.of();
        }
        Evaluation evaluation = scorer.score(checkpoint, trial.definition().orElseThrow());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        LOG.info(
                "{} epoch {}: test accuracy {}{}, loss {}, {} images in {} s",
                evaluation.trial(),
                evaluation.epoch(),
                rounded("%.4f", evaluation.accuracy()),
                evaluation.augmented() == null
                        ? ""
                        : ", augmented "
                                + rounded("%.4f", evaluation.augmented().accuracy()),
                rounded("%.4f", evaluation.loss()),
                evaluation.images(),
                rounded("%.1f", took.toMillis() / 1e3));
        listener.evaluated(evaluation, took);
        return records(evaluation, trial, value.manifest().chunks());
    }

    private static String rounded(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** Whether a checkpoint may be incomplete: its chunks go once it has been evaluated and superseded, or trained again. */
    boolean mayBeGone(ChunkManifest manifest) throws MalformedMessageException, InterruptedException {
        int epoch = Checkpoint.epoch(manifest);
        String paramsSha256 = Checkpoint.paramsSha256(manifest);
        return trial(manifest.key())
                .map(trial -> trial.isEvaluated(epoch, paramsSha256) || trial.isReplaced(epoch, paramsSha256))
                .orElse(false);
    }

    /** The trial as of now: whatever was committed before its checkpoint is in it. */
    private Optional<Trial> trial(String id) throws InterruptedException {
        if (!runs.readToEnd(viewTimeout)) {
            throw new TimeoutException("The view of the runs did not read to the end of its topics within "
                    + viewTimeout.toSeconds() + " s");
        }
        return runs.trial(id);
    }

    private static List<ProducerRecord<String, byte[]>> records(Evaluation evaluation, Trial trial, int chunks) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        records.add(Placement.record(Topic.EVALUATIONS, evaluation.trial(), evaluation.key(), evaluation));
        for (int epoch : Superseded.after(trial, evaluation.epoch())) {
            // An older checkpoint of the trial has the same tensors, and at most a few bytes more or less of header.
            records.addAll(
                    Chunks.tombstones(Topic.CHECKPOINTS, evaluation.trial(), Checkpoint.slot(epoch), chunks + 1));
        }
        return records;
    }

    @Override
    public void close() {
        scorer.close();
    }
}
