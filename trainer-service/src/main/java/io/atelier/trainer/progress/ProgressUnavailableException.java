package io.atelier.trainer.progress;

/**
 * The broker did not answer, so nobody here knows what is committed. The trial has to be taken again, which reads what
 * is.
 */
public final class ProgressUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    ProgressUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
