package io.atelier.data.catalog;

import java.time.Duration;

/** The dataset is still being looked for, downloaded, read or made. */
public final class DatasetNotReadyException extends Exception {

    private static final long serialVersionUID = 1L;

    /** When to ask again: whoever does sees how far it is. */
    static final Duration AGAIN = Duration.ofSeconds(2);

    DatasetNotReadyException(String message) {
        super(message);
    }
}
