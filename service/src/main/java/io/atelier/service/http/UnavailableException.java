package io.atelier.service.http;

/** What was asked for can't be had now and may be had soon; the message says why and what to do. */
public final class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnavailableException(String message) {
        super(message);
    }
}
