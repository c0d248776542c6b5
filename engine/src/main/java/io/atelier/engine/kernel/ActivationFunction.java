package io.atelier.engine.kernel;

import io.atelier.contract.Require;
import io.atelier.engine.kernel.Scratch.Use;
import java.io.Serializable;
import java.nio.FloatBuffer;

/**
 * A function of every single value, as Keras defines it.
 *
 * @param negativeSlope at least 0, for {@link Kind#LEAKY_RELU} only
 */
public record ActivationFunction(Kind kind, double negativeSlope) implements Serializable {

    public static final ActivationFunction LINEAR = of(Kind.LINEAR);
    public static final ActivationFunction RELU = of(Kind.RELU);

    /** The exact GELU, {@code x} times the normal distribution function, not the approximation by tanh. */
    public enum Kind {
        LINEAR,
        RELU,
        LEAKY_RELU,
        GELU,
        SILU,
        TANH
    }

    public ActivationFunction {
        Require.that(
                negativeSlope >= 0 && negativeSlope <= Float.MAX_VALUE,
                "negativeSlope must be finite and not negative, but is %s",
                negativeSlope);
    }

    /** With a slope of 0. */
    public static ActivationFunction of(Kind kind) {
        return new ActivationFunction(kind, 0);
    }

    public boolean isLinear() {
        return kind == Kind.LINEAR;
    }

    /** Whether {@link #backward} wants this function's input; the others' derivatives follow from their output. */
    public boolean needsInput() {
        return kind == Kind.GELU || kind == Kind.SILU;
    }

    /** {@code output}, of the same size, may be {@code input}. */
    public void forward(FloatBuffer input, FloatBuffer output) {
        Blocks.forEach(input.limit(), (from, count, scratch) -> {
            float[] x = scratch.get(Use.INPUT, Blocks.SIZE);
            float[] y = scratch.get(Use.OUTPUT, Blocks.SIZE);
            input.get(from, x, 0, count);
            apply(x, y, Lanes.padded(count), scratch);
            output.put(from, y, 0, count);
        });
    }

    private void apply(float[] x, float[] y, int length, Scratch scratch) {
        switch (kind) {
            case LINEAR -> System.arraycopy(x, 0, y, 0, length);
            case RELU -> Activations.rectify(x, y, length);
            case LEAKY_RELU -> Activations.rectify(x, (float) negativeSlope, y, length);
            case GELU -> {
                float[] bell = scratch.get(Use.STRIP, Blocks.SIZE);
                Activations.bell(x, bell, length);
                Exponential.normal(x, bell, y, length);
                Activations.multiply(x, y, length);
            }
            case SILU -> {
                Exponential.sigmoid(x, y, length);
                Activations.multiply(x, y, length);
            }
            case TANH -> Exponential.tanh(x, y, length);
        }
    }

    /**
     * The gradient of the input: that of the output times the derivative. Both may be the same.
     *
     * @param values as {@link #needsInput} says, this function's input or output
     */
    public void backward(FloatBuffer values, FloatBuffer outputGradient, FloatBuffer gradient) {
        Blocks.forEach(gradient.limit(), (from, count, scratch) -> {
            float[] x = scratch.get(Use.INPUT, Blocks.SIZE);
            float[] g = scratch.get(Use.OUTPUT, Blocks.SIZE);
            values.get(from, x, 0, count);
            outputGradient.get(from, g, 0, count);
            derive(x, g, Lanes.padded(count), scratch);
            gradient.put(from, g, 0, count);
        });
    }

    private void derive(float[] x, float[] g, int length, Scratch scratch) {
        switch (kind) {
            case LINEAR -> {}
            case RELU -> Vectors.mask(x, g, 0, length);
            case LEAKY_RELU -> Activations.deriveLeaky(x, (float) negativeSlope, g, length);
            case GELU -> {
                float[] bell = scratch.get(Use.STRIP, Blocks.SIZE);
                float[] share = scratch.get(Use.INPUT_PRODUCTS, Blocks.SIZE);
                Activations.bell(x, bell, length);
                Exponential.normal(x, bell, share, length);
                Activations.deriveGelu(x, bell, share, g, length);
            }
            case SILU -> {
                float[] share = scratch.get(Use.INPUT_PRODUCTS, Blocks.SIZE);
                Exponential.sigmoid(x, share, length);
                Activations.deriveSilu(x, share, g, length);
            }
            case TANH -> Activations.deriveTanh(x, g, length);
        }
    }
}
