package io.atelier.trainer.training;

import io.atelier.contract.message.EpochMetrics;
import io.atelier.engine.Step;

/** Watches the loop from its own thread; must be quick. */
public interface TrainingListener {

    TrainingListener NONE = new TrainingListener() {};

    /** A batch was trained: after {@code waited} seconds of waiting for it and {@code trained} seconds of arithmetic. */
    default void onBatch(Position position, Step step, int images, double waited, double trained) {}

    /** Validation begins. */
    default void onValidation(Position position) {}

    /** Validation is over; its images that are kept for the next one take so many bytes. */
    default void onValidated(long keptBytes) {}

    /** A commit was handed over: {@code copied} seconds for the copy, {@code stalled} of waiting for the one before. */
    default void onHandOver(double copied, double stalled) {}

    default void onEpoch(EpochMetrics metrics, double validationSeconds) {}
}
