package io.atelier.data.planning;

/** The dataset is still being looked for, downloaded or read. */
public final class DatasetNotReadyException extends Exception {

    private static final long serialVersionUID = 1L;

    DatasetNotReadyException() {
        super("The dataset is still being loaded: try again in a few seconds");
    }
}
