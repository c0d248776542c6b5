package io.atelier.trainer.training;

import io.atelier.engine.Arithmetic;

/** A state that only a trainer whose engine computes other bits can go on from. */
public final class OtherArithmeticException extends IncompatibleStateException {

    private static final long serialVersionUID = 1L;

    OtherArithmeticException(String trial, int found) {
        super(
                "Expected a state of arithmetic " + Arithmetic.NUMBER + " for trial " + trial
                        + ", found one of arithmetic " + found
                        + ": start a trainer of a version with that arithmetic, or submit the trial in a new run",
                null);
    }
}
