package io.atelier.contract.architecture;

/** What is applied to each value by itself. */
public enum Activation {
    LINEAR,
    RELU,
    /** Negative values times a slope: 0.2 where it is a part of another layer, as in Keras' {@code activations.leaky_relu}. */
    LEAKY_RELU,
    /** With the exact error function. */
    GELU,
    SILU,
    TANH;

    /** Of {@link #LEAKY_RELU} as a part of another layer. */
    public static final double LEAKY_SLOPE = 0.2;
}
