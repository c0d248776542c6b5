package io.atelier.data.source;

/** One image can't be read. The message says what was expected and what was found, not which image it is. */
public final class UnreadableImageException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableImageException(String message) {
        super(message);
    }

    public UnreadableImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
