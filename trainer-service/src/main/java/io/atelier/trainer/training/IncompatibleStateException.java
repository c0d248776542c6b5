package io.atelier.trainer.training;

/** A stored state that this build can't go on from. */
public class IncompatibleStateException extends Exception {

    private static final long serialVersionUID = 1L;

    public IncompatibleStateException(String message, Throwable cause) {
        super(message, cause);
    }
}
