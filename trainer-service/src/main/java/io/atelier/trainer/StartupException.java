package io.atelier.trainer;

/** The service can't start. The message says what is wrong and what to do. */
final class StartupException extends Exception {

    private static final long serialVersionUID = 1L;

    StartupException(String message) {
        super(message);
    }
}
