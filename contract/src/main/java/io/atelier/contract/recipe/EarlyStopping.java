package io.atelier.contract.recipe;

import io.atelier.contract.Require;

/**
 * Ends a training whose validation loss no longer falls, with the best parameters.
 *
 * @param patience epochs without a better validation loss, at least 1
 */
public record EarlyStopping(int patience) {

    public EarlyStopping {
        Require.inRange(patience, 1, Recipe.MAX_EPOCHS, "patience");
    }
}
