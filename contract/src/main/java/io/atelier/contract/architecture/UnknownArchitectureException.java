package io.atelier.contract.architecture;

/** There is no built-in architecture of that name. The message lists those there are. */
public final class UnknownArchitectureException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnknownArchitectureException(String message) {
        super(message);
    }
}
