package io.atelier.engine;

/** Which bits the networks compute. */
public final class Arithmetic {

    /**
     * Raised by every change after which the same training gives other bits; the golden hashes change with it, and only with
     * it. States carry it, and a trainer goes on only with those of its own.
     */
    public static final int NUMBER = 1;

    private Arithmetic() {}
}
