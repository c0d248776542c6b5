package io.atelier.trainer.training;

import io.atelier.contract.halving.Rung;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.Failure;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialResult;
import io.atelier.contract.stream.BatchSource;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.contract.tensor.Batch;
import io.atelier.contract.tensor.Tensor;
import io.atelier.engine.Step;
import java.util.List;
import java.util.Optional;

/**
 * Trains one trial from wherever its state stands. Batches, weights' randomness and order of additions depend on the
 * trial and the position only, so a trial that was resumed any number of times ends with the same bits.
 */
public final class TrainingLoop {

    private final TrialDefinition trial;
    private final Learner learner;
    private final BatchSource batches;
    private final Optional<Validation> validation;
    private final ProgressSink sink;
    private final TrainingListener listener;
    private Position position;
    private Optional<Best> best;

    public TrainingLoop(
            TrialDefinition trial,
            Learner learner,
            BatchSource batches,
            Optional<Validation> validation,
            ProgressSink sink,
            TrainingListener listener,
            Position position,
            Optional<Best> best) {
        this.trial = trial;
        this.learner = learner;
        this.batches = batches;
        this.validation = validation;
        this.sink = sink;
        this.listener = listener;
        this.position = position;
        this.best = best;
    }

    public Outcome run() {
        try {
            if (isEndOfFewerEpochs()) {
                return handOver(Commit.ofNoMoreEpochs(result(List.of())), 0) ? new Outcome.Ended() : new Outcome.Lost();
            }
            while (true) {
                while (position.batch() < trial.batches()) {
                    long start = System.nanoTime();
                    Optional<Batch> batch = batches.take(position.epoch(), position.batch());
                    if (batch.isEmpty()) {
                        return stopped();
                    }
                    double waited = secondsSince(start);
                    Step step = learner.trainStep(batch.get(), position.iteration(), trial.seed());
                    if (!Double.isFinite(step.loss())) {
                        return nonFinite("loss of batch " + position.batch(), step.loss());
                    }
                    double seconds = secondsSince(start);
                    position = position.after(step, batch.get().size(), seconds);
                    listener.onBatch(position, step, batch.get().size(), waited, seconds - waited);
                    if (sink.isDue() && !commitInsideEpoch()) {
                        return new Outcome.Lost();
                    }
                }
                Optional<Outcome> end = finishEpoch();
                if (end.isPresent()) {
                    return end.get();
                }
            }
        } catch (DataUnavailableException e) {
            return Outcome.failed(Failure.Code.DATA_UNAVAILABLE, e.getMessage());
        }
    }

    /** Where training stands; to be read when {@link #run} has returned or thrown. */
    public Position position() {
        return position;
    }

    private Optional<Outcome> finishEpoch() throws DataUnavailableException {
        long start = System.nanoTime();
        Optional<Score> score = Optional.empty();
        if (validation.isPresent()) {
            listener.onValidation(position);
            score = validation.get().score(learner);
            listener.onValidated(validation.get().keptBytes());
            if (score.isEmpty()) {
                return Optional.of(stopped());
            }
            if (!Double.isFinite(score.get().loss())) {
                return Optional.of(nonFinite("validation loss", score.get().loss()));
            }
        }
        double validated = secondsSince(start);
        List<Tensor> scored = learner.averagedParameters();
        boolean improved = remember(score, scored);
        double seconds = secondsSince(start);
        EpochEnd end = new EpochEnd(metrics(score, improved, seconds, scored), scored);
        boolean over = position.epoch() == trial.epochs() || isExhausted(position.epoch());
        boolean pauses = !over && trial.rungs().contains(position.epoch());
        position = position.nextEpoch(seconds);
        Commit commit = commit(end, scored, over, pauses);
        listener.onEpoch(end.metrics(), validated);
        if (!handOver(commit, secondsSince(start) - validated)) {
            return Optional.of(new Outcome.Lost());
        }
        if (pauses) {
            return Optional.of(new Outcome.Paused());
        }
        return over ? Optional.of(new Outcome.Ended()) : Optional.empty();
    }

    private boolean isExhausted(int epoch) {
        return trial.patience() != null && best.orElseThrow().isExhausted(epoch, trial.patience());
    }

    /** Whether the trial ran out of patience with the last of the epochs that it had before it got more. */
    private boolean isEndOfFewerEpochs() {
        return position.epoch() > 1 && position.batch() == 0 && isExhausted(position.epoch() - 1);
    }

    private Commit commit(EpochEnd end, List<Tensor> scored, boolean over, boolean pauses) {
        if (pauses) {
            return Commit.ofPause(
                    snapshot(), end, result(scored), rung(end.metrics().valLoss()));
        }
        if (!over) {
            return Commit.ofEpoch(snapshot(), end);
        }
        boolean early = end.metrics().epoch() < trial.epochs();
        if (!early && trial.canBeExtended()) {
            return Commit.ofExtensibleTrial(snapshot(), end, result(scored));
        }
        return Commit.ofTrial(
                end,
                result(scored),
                early && trial.halving() != null
                        ? Optional.of(rung(best.orElseThrow().valLoss()))
                        : Optional.empty());
    }

    /** Of the epoch that is over. */
    private Rung rung(double valLoss) {
        return new Rung(position.epoch() - 1, valLoss);
    }

    /** Whether this epoch is the best so far. Without patience the latest is: its weights would be the final ones. */
    private boolean remember(Optional<Score> score, List<Tensor> parameters) {
        if (trial.patience() == null) {
            return true;
        }
        double valLoss = score.orElseThrow().loss();
        if (best.isPresent() && !best.get().isBeatenBy(valLoss)) {
            return false;
        }
        best = Optional.of(new Best(position.epoch(), valLoss, parameters));
        return true;
    }

    private EpochMetrics metrics(
            Optional<Score> score, boolean improved, double validationSeconds, List<Tensor> parameters) {
        return new EpochMetrics(
                EpochMetrics.SCHEMA,
                trial.trial(),
                position.epoch(),
                position.loss(),
                position.accuracy(),
                score.map(Score::loss).orElse(null),
                score.map(Score::accuracy).orElse(null),
                position.epochSeconds() + validationSeconds,
                rate(position.images(), position.epochSeconds()),
                improved,
                learner.sha256(parameters));
    }

    private TrialResult result(List<Tensor> last) {
        int epochs = position.epoch() - 1;
        return new TrialResult(
                epochs,
                best.map(Best::epoch).orElse(epochs),
                position.trainingSeconds() + position.validationSeconds(),
                rate((long) epochs * trial.train().images(), position.trainingSeconds()),
                learner.sha256(best.map(Best::parameters).orElse(last)));
    }

    private Outcome stopped() {
        return commitInsideEpoch() ? new Outcome.Stopped() : new Outcome.Lost();
    }

    private boolean commitInsideEpoch() {
        long start = System.nanoTime();
        Commit commit = Commit.insideEpoch(snapshot());
        return handOver(commit, secondsSince(start));
    }

    private boolean handOver(Commit commit, double copied) {
        long start = System.nanoTime();
        boolean accepted = sink.commit(commit);
        listener.onHandOver(copied, secondsSince(start));
        return accepted;
    }

    private Outcome nonFinite(String what, double value) {
        return Outcome.failed(
                Failure.Code.NON_FINITE_LOSS,
                "The " + what + " in epoch " + position.epoch() + " is " + value + " (iteration " + position.iteration()
                        + "): the trial diverged; try another seed or recipe");
    }

    private TrainingState snapshot() {
        return new TrainingState(position, best, learner.parameters(), learner.optimizerState());
    }

    private static double rate(long images, double seconds) {
        return images / Math.max(seconds, 1e-9);
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
