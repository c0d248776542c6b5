package io.atelier.data.dataset;

/** The dataset is missing, damaged or can't be downloaded. The message says what was expected, found, and what to do. */
public final class DatasetException extends Exception {

    private static final long serialVersionUID = 1L;

    public DatasetException(String message) {
        super(message);
    }

    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
