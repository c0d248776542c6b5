package io.atelier.evaluator.checkpoints;

/** A checkpoint that can't be scored, now or later. The message says why. */
final class UnusableCheckpointException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableCheckpointException(String message) {
        super(message);
    }

    UnusableCheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
