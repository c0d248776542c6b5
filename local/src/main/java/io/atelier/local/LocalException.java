package io.atelier.local;

/** Why a command cannot go on, in words for the person who gave it. */
public final class LocalException extends Exception {

    private static final long serialVersionUID = 1L;

    public LocalException(String message) {
        super(message);
    }

    public LocalException(String message, Throwable cause) {
        super(message, cause);
    }
}
