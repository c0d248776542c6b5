package io.atelier.contract.halving;

import io.atelier.contract.Require;

/**
 * What a trial is ranked by.
 *
 * @param epoch after which it was compared, or stopped early
 * @param valLoss its validation loss then; of a trial that was stopped early its best one
 */
public record Rung(int epoch, double valLoss) {

    public Rung {
        Require.that(epoch >= 1, "rung.epoch must be 1 or more, but is %d", epoch);
        Require.finite(valLoss, "rung.val_loss");
    }
}
