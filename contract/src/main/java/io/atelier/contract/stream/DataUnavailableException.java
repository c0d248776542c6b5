package io.atelier.contract.stream;

/** Batches did not come, however often they were asked for. */
public final class DataUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    public DataUnavailableException(String message) {
        super(message);
    }
}
