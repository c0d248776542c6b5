package io.atelier.trainer.trial;

import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.engine.Step;
import io.atelier.trainer.training.Outcome;
import io.atelier.trainer.training.Position;

/** Tells two observers, in order. */
public record ObserverPair(TrialObserver first, TrialObserver second) implements TrialObserver {

    @Override
    public void onTaken(TrialDefinition trial, int delivery) {
        first.onTaken(trial, delivery);
        second.onTaken(trial, delivery);
    }

    @Override
    public void onTraining(TrialDefinition trial, Position from) {
        first.onTraining(trial, from);
        second.onTraining(trial, from);
    }

    @Override
    public void onBatch(Position position, Step step, int images, double waited, double trained) {
        first.onBatch(position, step, images, waited, trained);
        second.onBatch(position, step, images, waited, trained);
    }

    @Override
    public void onValidation(Position position) {
        first.onValidation(position);
        second.onValidation(position);
    }

    @Override
    public void onEpoch(EpochMetrics metrics, double validationSeconds) {
        first.onEpoch(metrics, validationSeconds);
        second.onEpoch(metrics, validationSeconds);
    }

    @Override
    public void onHandOver(double copied, double stalled) {
        first.onHandOver(copied, stalled);
        second.onHandOver(copied, stalled);
    }

    @Override
    public void onCommit(double encoding, double transaction) {
        first.onCommit(encoding, transaction);
        second.onCommit(encoding, transaction);
    }

    @Override
    public void onOutcome(TrialDefinition trial, Outcome outcome) {
        first.onOutcome(trial, outcome);
        second.onOutcome(trial, outcome);
    }

    @Override
    public void onFenced() {
        first.onFenced();
        second.onFenced();
    }

    @Override
    public void onUnavailable() {
        first.onUnavailable();
        second.onUnavailable();
    }

    @Override
    public void onIdle() {
        first.onIdle();
        second.onIdle();
    }
}
