package io.atelier.data.catalog;

/** Another dataset has the name that a new one should get. */
final class DatasetConflictException extends Exception {

    private static final long serialVersionUID = 1L;

    DatasetConflictException(String message) {
        super(message);
    }
}
