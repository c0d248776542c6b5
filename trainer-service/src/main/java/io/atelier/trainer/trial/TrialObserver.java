package io.atelier.trainer.trial;

import io.atelier.contract.message.TrialDefinition;
import io.atelier.trainer.training.Outcome;
import io.atelier.trainer.training.Position;
import io.atelier.trainer.training.TrainingListener;

/** Watches a trainer at work. */
public interface TrialObserver extends TrainingListener {

    /** A trial was taken from the queue, for the {@code delivery}th time. */
    default void onTaken(TrialDefinition trial, int delivery) {}

    /** Training begins or, where the position is not the start, goes on. */
    default void onTraining(TrialDefinition trial, Position from) {}

    /** Progress was committed, after so many seconds of work; called on the publisher's thread. */
    default void onCommit(double encoding, double transaction) {}

    /** Training of the trial is over here. */
    default void onOutcome(TrialDefinition trial, Outcome outcome) {}

    /** Someone else has taken the trial. */
    default void onFenced() {}

    /** Progress could not be read or committed. */
    default void onUnavailable() {}

    /** There is no trial in hand any more. */
    default void onIdle() {}
}
