package io.atelier.trainer.training;

import io.atelier.contract.message.Failure;

/** How training ended. */
public sealed interface Outcome {

    /** All epochs were trained or early stopping ended the trial; its last commit was handed to the sink. */
    record Ended() implements Outcome {}

    /** The trial waits for those that it competes with; its last commit was handed to the sink. */
    record Paused() implements Outcome {}

    /** Training was asked to stop; the state was handed to the sink. */
    record Stopped() implements Outcome {}

    /** The sink refused: someone else has the trial, or nobody knows what was committed. */
    record Lost() implements Outcome {}

    /** The trial can't go on, whoever trains it. */
    record Failed(Failure failure) implements Outcome {}

    static Outcome failed(Failure.Code code, String message) {
        return new Failed(new Failure(code, message));
    }
}
