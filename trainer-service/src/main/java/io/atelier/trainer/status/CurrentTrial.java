package io.atelier.trainer.status;

import io.atelier.contract.message.TrialDefinition;
import io.atelier.engine.Step;
import io.atelier.trainer.training.Position;
import io.atelier.trainer.trial.TrialObserver;

/** Keeps the latest {@link Progress}. Written by the trainer's threads one after the other, read by any. */
public final class CurrentTrial implements TrialObserver {

    /** How many of the latest seconds count most for the rate. */
    private static final double SMOOTHING_SECONDS = 10;

    private final String trainer;
    private TrialDefinition trial;
    private boolean resumed;
    private double rate;
    private volatile Progress progress;

    public CurrentTrial(String trainer) {
        this.trainer = trainer;
        this.progress = Progress.idle(trainer);
    }

    public Progress progress() {
        return progress;
    }

    @Override
    public void onTaken(TrialDefinition taken, int delivery) {
        trial = taken;
        resumed = false;
        rate = 0;
        show("STARTING", Position.START);
    }

    @Override
    public void onTraining(TrialDefinition started, Position from) {
        resumed = from.iteration() > 0;
        show("TRAINING", from);
    }

    @Override
    public void onBatch(Position position, Step step, int images, double waited, double trained) {
        double seconds = waited + trained;
        double now = images / Math.max(seconds, 1e-9);
        double weight = rate == 0 ? 1 : 1 - Math.exp(-seconds / SMOOTHING_SECONDS);
        rate += weight * (now - rate);
        show("TRAINING", position);
    }

    @Override
    public void onValidation(Position position) {
        show("VALIDATING", position);
    }

    @Override
    public void onIdle() {
        trial = null;
        progress = Progress.idle(trainer);
    }

    private void show(String state, Position position) {
        long left =
                (long) (trial.epochs() - position.epoch() + 1) * trial.train().images() - position.images();
        progress = new Progress(
                trainer,
                new Progress.TrialInHand(trial.trial(), trial.run(), trial.configuration(), trial.seed()),
                state,
                position.epoch(),
                trial.epochs(),
                position.batch(),
                trial.batches(),
                rate,
                position.loss(),
                position.accuracy(),
                rate == 0 ? 0 : left / rate,
                resumed);
    }
}
