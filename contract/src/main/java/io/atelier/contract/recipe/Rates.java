package io.atelier.contract.recipe;

import io.atelier.contract.Require;

/**
 * Factors of the learning rate by the kind of parameter, in [0, 1000]; with 0 parameters of that kind stay as they are.
 *
 * @param weight of convolution kernels and dense weights
 * @param bias of convolutions and dense layers
 * @param gamma scale of batch normalization
 * @param beta shift of batch normalization
 */
public record Rates(double weight, double bias, double gamma, double beta) {

    static final double MOST = 1000;

    /** All parameters at the learning rate. */
    public static final Rates EQUAL = new Rates(1, 1, 1, 1);

    public Rates {
        Require.inRange(weight, 0, MOST, "rates.weight");
        Require.inRange(bias, 0, MOST, "rates.bias");
        Require.inRange(gamma, 0, MOST, "rates.gamma");
        Require.inRange(beta, 0, MOST, "rates.beta");
    }
}
