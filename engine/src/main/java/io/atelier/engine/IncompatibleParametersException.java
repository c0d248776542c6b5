package io.atelier.engine;

/** Tensors that are not those of the network they were given to. The message says which and why. */
public final class IncompatibleParametersException extends Exception {

    private static final long serialVersionUID = 1L;

    IncompatibleParametersException(String message) {
        super(message);
    }
}
