package io.atelier.contract.message;

import io.atelier.contract.Require;

/**
 * How good predictions of the test set are.
 *
 * @param loss mean cross-entropy
 * @param accuracy in [0, 1]
 * @param precision macro average over the classes, in [0, 1]
 * @param recall macro average over the classes, in [0, 1]
 * @param f1 macro average over the classes, in [0, 1]
 */
public record Scores(double loss, double accuracy, double precision, double recall, double f1) {

    public Scores {
        Require.finite(loss, "loss");
        Require.inRange(accuracy, 0, 1, "accuracy");
        Require.inRange(precision, 0, 1, "precision");
        Require.inRange(recall, 0, 1, "recall");
        Require.inRange(f1, 0, 1, "f1");
    }
}
