package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import io.atelier.contract.Require;
import io.atelier.engine.kernel.Scratch.Use;
import java.io.Serializable;
import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * A function of every single value, as Keras defines it.
 *
 * @param negativeSlope at least 0, for {@link Kind#LEAKY_RELU} only
 */
public record ActivationFunction(Kind kind, double negativeSlope) implements Serializable {

    public static final ActivationFunction LINEAR = of(Kind.LINEAR);
    public static final ActivationFunction RELU = of(Kind.RELU);

    /** Values that a thread takes at a time, a multiple of {@link Lanes#PANEL}. */
    private static final int BLOCK = 1 << 12;

    /** Of the normal distribution at 0: {@code 1 / sqrt(2 pi)}. */
    private static final float DENSITY = 0.39894228f;

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
        int size = input.limit();
        Workers.forEach((size + BLOCK - 1) / BLOCK, (block, scratch) -> {
            int from = block * BLOCK;
            int count = Math.min(BLOCK, size - from);
            float[] x = scratch.get(Use.INPUT, BLOCK);
            float[] y = scratch.get(Use.OUTPUT, BLOCK);
            input.get(from, x, 0, count);
            apply(x, y, Lanes.padded(count), scratch);
            output.put(from, y, 0, count);
        });
    }

    private void apply(float[] x, float[] y, int length, Scratch scratch) {
        switch (kind) {
            case LINEAR -> System.arraycopy(x, 0, y, 0, length);
            case RELU -> rectify(x, y, length);
            case LEAKY_RELU -> rectify(x, (float) negativeSlope, y, length);
            case GELU -> {
                float[] bell = scratch.get(Use.STRIP, BLOCK);
                bell(x, bell, length);
                Exponential.normal(x, bell, y, length);
                multiply(x, y, length);
            }
            case SILU -> {
                Exponential.sigmoid(x, y, length);
                multiply(x, y, length);
            }
            case TANH -> Exponential.tanh(x, y, length);
        }
    }

    /**
     * Multiplies {@code gradient} by the derivative.
     *
     * @param values as {@link #needsInput} says, this function's input or output
     */
    public void backward(FloatBuffer values, FloatBuffer gradient) {
        if (isLinear()) {
            return;
        }
        int size = gradient.limit();
        Workers.forEach((size + BLOCK - 1) / BLOCK, (block, scratch) -> {
            int from = block * BLOCK;
            int count = Math.min(BLOCK, size - from);
            float[] x = scratch.get(Use.INPUT, BLOCK);
            float[] g = scratch.get(Use.OUTPUT, BLOCK);
            values.get(from, x, 0, count);
            gradient.get(from, g, 0, count);
            derive(x, g, Lanes.padded(count), scratch);
            gradient.put(from, g, 0, count);
        });
    }

    private void derive(float[] x, float[] g, int length, Scratch scratch) {
        switch (kind) {
            case LINEAR -> {}
            case RELU -> Vectors.mask(x, g, length);
            case LEAKY_RELU -> deriveLeaky(x, (float) negativeSlope, g, length);
            case GELU -> {
                float[] bell = scratch.get(Use.STRIP, BLOCK);
                float[] share = scratch.get(Use.INPUT_PRODUCTS, BLOCK);
                bell(x, bell, length);
                Exponential.normal(x, bell, share, length);
                deriveGelu(x, bell, share, g, length);
            }
            case SILU -> {
                float[] share = scratch.get(Use.INPUT_PRODUCTS, BLOCK);
                Exponential.sigmoid(x, share, length);
                deriveSilu(x, share, g, length);
            }
            case TANH -> deriveTanh(x, g, length);
        }
    }

    private static void rectify(float[] x, float[] y, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector.fromArray(SPECIES, x, i).max(0).intoArray(y, i);
        }
    }

    private static void rectify(float[] x, float slope, float[] y, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector value = FloatVector.fromArray(SPECIES, x, i);
            VectorMask<Float> active = value.compare(VectorOperators.GT, 0);
            value.mul(slope).blend(value, active).intoArray(y, i);
        }
    }

    /** {@code exp(-x^2 / 2)}. */
    private static void bell(float[] x, float[] y, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector value = FloatVector.fromArray(SPECIES, x, i);
            value.mul(value).mul(-0.5f).intoArray(y, i);
        }
        Exponential.exp(y, y, length);
    }

    private static void multiply(float[] x, float[] y, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector.fromArray(SPECIES, x, i)
                    .mul(FloatVector.fromArray(SPECIES, y, i))
                    .intoArray(y, i);
        }
    }

    private static void deriveLeaky(float[] y, float slope, float[] g, int length) {
        for (int i = 0; i < length; i += COUNT) {
            VectorMask<Float> active = FloatVector.fromArray(SPECIES, y, i).compare(VectorOperators.GT, 0);
            FloatVector value = FloatVector.fromArray(SPECIES, g, i);
            value.mul(slope).blend(value, active).intoArray(g, i);
        }
    }

    /** {@code share + x density}. */
    private static void deriveGelu(float[] x, float[] bell, float[] share, float[] g, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector.fromArray(SPECIES, bell, i)
                    .mul(DENSITY)
                    .fma(FloatVector.fromArray(SPECIES, x, i), FloatVector.fromArray(SPECIES, share, i))
                    .mul(FloatVector.fromArray(SPECIES, g, i))
                    .intoArray(g, i);
        }
    }

    /** {@code share + x share (1 - share)}. */
    private static void deriveSilu(float[] x, float[] share, float[] g, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector s = FloatVector.fromArray(SPECIES, share, i);
            FloatVector slope = FloatVector.broadcast(SPECIES, 1).sub(s).mul(s);
            slope.fma(FloatVector.fromArray(SPECIES, x, i), s)
                    .mul(FloatVector.fromArray(SPECIES, g, i))
                    .intoArray(g, i);
        }
    }

    /** {@code 1 - y^2}. */
    private static void deriveTanh(float[] y, float[] g, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector value = FloatVector.fromArray(SPECIES, y, i);
            FloatVector one = FloatVector.broadcast(SPECIES, 1);
            one.sub(value.mul(value)).mul(FloatVector.fromArray(SPECIES, g, i)).intoArray(g, i);
        }
    }
}
