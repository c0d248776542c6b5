package io.atelier.trainer.trial;

import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.engine.Step;
import io.atelier.trainer.training.Outcome;
import io.atelier.trainer.training.Position;
import java.util.List;

/** Tells several observers, in order. */
public record TrialObservers(List<TrialObserver> observers) implements TrialObserver {

    public TrialObservers {
        observers = List.copyOf(observers);
    }

    @Override
    public void onTaken(TrialDefinition trial, int delivery) {
        observers.forEach(observer -> observer.onTaken(trial, delivery));
    }

    @Override
    public void onTraining(TrialDefinition trial, Position from) {
        observers.forEach(observer -> observer.onTraining(trial, from));
    }

    @Override
    public void onBatch(Position position, Step step, int images, double waited, double trained) {
        observers.forEach(observer -> observer.onBatch(position, step, images, waited, trained));
    }

    @Override
    public void onValidation(Position position) {
        observers.forEach(observer -> observer.onValidation(position));
    }

    @Override
    public void onValidated(long keptBytes) {
        observers.forEach(observer -> observer.onValidated(keptBytes));
    }

    @Override
    public void onEpoch(EpochMetrics metrics, double validationSeconds) {
        observers.forEach(observer -> observer.onEpoch(metrics, validationSeconds));
    }

    @Override
    public void onHandOver(double copied, double stalled) {
        observers.forEach(observer -> observer.onHandOver(copied, stalled));
    }

    @Override
    public void onCommit(double encoding, double transaction) {
        observers.forEach(observer -> observer.onCommit(encoding, transaction));
    }

    @Override
    public void onOutcome(TrialDefinition trial, Outcome outcome) {
        observers.forEach(observer -> observer.onOutcome(trial, outcome));
    }

    @Override
    public void onFenced() {
        observers.forEach(TrialObserver::onFenced);
    }

    @Override
    public void onUnavailable() {
        observers.forEach(TrialObserver::onUnavailable);
    }

    @Override
    public void onIdle() {
        observers.forEach(TrialObserver::onIdle);
    }
}
