package io.atelier.trainer.progress;

/** Someone else owns the trial now; nothing more can be published about it from here. */
public final class FencedException extends Exception {

    private static final long serialVersionUID = 1L;

    FencedException(String trial, Throwable cause) {
        super("Another trainer has taken trial " + trial, cause);
    }
}
