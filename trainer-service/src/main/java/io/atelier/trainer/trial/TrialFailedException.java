package io.atelier.trainer.trial;

import io.atelier.contract.message.Failure;

/** The reason in the dead letter of a trial that failed for good. */
final class TrialFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    TrialFailedException(Failure failure) {
        super(failure.code() + ": " + failure.message());
    }
}
