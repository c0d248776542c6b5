package io.atelier.data.stream;

/** A well-formed request that this data service can't answer. The message says why. */
public final class UnanswerableRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnanswerableRequestException(String message) {
        super(message);
    }

    public UnanswerableRequestException(String message, Throwable cause) {
        super(message, cause);
    }
}
