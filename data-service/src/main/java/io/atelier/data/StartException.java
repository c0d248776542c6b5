package io.atelier.data;

/** The service can't start. The message says why and what to do. */
final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
