package io.atelier.contract.definition;

import io.atelier.contract.Require;

/**
 * One thing that is wrong with a definition.
 *
 * @param path where, such as {@code layers[7].kernel}; empty for the definition as a whole
 * @param message what was expected and what was found; the path and it are a sentence
 */
public record Fault(String path, String message) {

    public Fault {
        Require.present(path, "path");
        Require.present(message, "message");
    }

    @Override
    public String toString() {
        return path.isEmpty() ? message : path + " " + message;
    }
}
