package io.atelier.trainer;

/** The service can't start. The message says what is wrong and what to do. */
final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }
}
