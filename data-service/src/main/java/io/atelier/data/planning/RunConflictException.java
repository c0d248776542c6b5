package io.atelier.data.planning;

/** Another run has the name that a new run should get. */
public final class RunConflictException extends Exception {

    private static final long serialVersionUID = 1L;

    RunConflictException(String message) {
        super(message);
    }
}
