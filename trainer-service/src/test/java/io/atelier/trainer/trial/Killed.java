package io.atelier.trainer.trial;

/** Ends a trainer at once, since nothing in it catches this. */
final class Killed extends Error {

    private static final long serialVersionUID = 1L;
}
