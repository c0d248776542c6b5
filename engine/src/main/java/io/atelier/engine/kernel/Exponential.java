package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The exponential function, and what follows from it, by operations that IEEE 754 rounds in one way: the platform's own
 * functions differ between machines. Relative error about 1e-7. Arrays are as long as vectors need it.
 */
final class Exponential {

    /** Between these the result is a normal number; what lies outside is taken for the nearer one. */
    private static final float LEAST = -87.3f;

    private static final float GREATEST = 88f;

    private static final float LOG2_E = 1.44269504f;

    /** The first has few digits, so that its products with small whole numbers are exact. */
    private static final float LN_2_HIGH = 0.693359375f;

    private static final float LN_2_LOW = -2.12194440e-4f;

    /** Whole numbers added to it stand in its last bits. */
    private static final float ROUNDER = 0x1.8p23f;

    private static final int MANTISSA_BITS = 23;
    private static final int BIAS = 127;

    private Exponential() {}

    /**
     * {@code out = exp(in)}: {@code exp(n ln 2 + r) = 2^n exp(r)} with {@code |r|} at most {@code ln 2 / 2}, where Taylor's
     * polynomial of degree 7 is good enough.
     */
    static void exp(float[] in, float[] out, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, i).max(LEAST).min(GREATEST);
            FloatVector shifted = x.mul(LOG2_E).add(ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -LN_2_HIGH), x);
            r = n.fma(FloatVector.broadcast(SPECIES, -LN_2_LOW), r);
            FloatVector sum = r.mul(1 / 5040f).add(1 / 720f);
            sum = sum.fma(r, FloatVector.broadcast(SPECIES, 1 / 120f));
            sum = sum.fma(r, FloatVector.broadcast(SPECIES, 1 / 24f));
            sum = sum.fma(r, FloatVector.broadcast(SPECIES, 1 / 6f));
            sum = sum.fma(r, FloatVector.broadcast(SPECIES, 1 / 2f));
            sum = sum.fma(r, FloatVector.broadcast(SPECIES, 1f));
            sum = sum.fma(r, FloatVector.broadcast(SPECIES, 1f));
            IntVector power = shifted.reinterpretAsInts()
                    .sub(Float.floatToRawIntBits(ROUNDER) - BIAS)
                    .lanewise(VectorOperators.LSHL, MANTISSA_BITS);
            sum.mul(power.reinterpretAsFloats()).intoArray(out, i);
        }
    }

    /** {@code out = 1 / (1 + exp(-in))}. */
    static void sigmoid(float[] in, float[] out, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector.fromArray(SPECIES, in, i).neg().intoArray(out, i);
        }
        exp(out, out, length);
        for (int i = 0; i < length; i += COUNT) {
            FloatVector one = FloatVector.broadcast(SPECIES, 1);
            one.div(FloatVector.fromArray(SPECIES, out, i).add(one)).intoArray(out, i);
        }
    }

    /**
     * {@code out = tanh(in)}: {@code 1 - 2 / (exp(2x) + 1)}, and where that would lose digits the polynomial of Cephes'
     * {@code tanhf} (Moshier, 1989).
     */
    static void tanh(float[] in, float[] out, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector.fromArray(SPECIES, in, i).abs().mul(2).intoArray(out, i);
        }
        exp(out, out, length);
        for (int i = 0; i < length; i += COUNT) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, i);
            FloatVector one = FloatVector.broadcast(SPECIES, 1);
            FloatVector two = FloatVector.broadcast(SPECIES, 2);
            FloatVector far =
                    one.sub(two.div(FloatVector.fromArray(SPECIES, out, i).add(one)));
            far = far.blend(far.neg(), x.compare(VectorOperators.LT, 0));
            FloatVector square = x.mul(x);
            FloatVector near = square.mul(-5.70498872745e-3f).add(2.06390887954e-2f);
            near = near.fma(square, FloatVector.broadcast(SPECIES, -5.37397155531e-2f));
            near = near.fma(square, FloatVector.broadcast(SPECIES, 1.33314422036e-1f));
            near = near.fma(square, FloatVector.broadcast(SPECIES, -3.33332819422e-1f));
            near = near.mul(square).fma(x, x);
            far.blend(near, x.abs().compare(VectorOperators.LT, 0.625f)).intoArray(out, i);
        }
    }

    /**
     * The distribution function of the normal distribution, from {@code bell = exp(-in^2 / 2)}: Abramowitz and Stegun, 7.1.26,
     * to 1.5e-7.
     */
    static void normal(float[] in, float[] bell, float[] out, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, i);
            FloatVector one = FloatVector.broadcast(SPECIES, 1);
            FloatVector t = one.div(x.abs().mul(0.3275911f * 0.70710678f).add(one));
            FloatVector tail = t.mul(1.061405429f / 2).add(-1.453152027f / 2);
            tail = tail.fma(t, FloatVector.broadcast(SPECIES, 1.421413741f / 2));
            tail = tail.fma(t, FloatVector.broadcast(SPECIES, -0.284496736f / 2));
            tail = tail.fma(t, FloatVector.broadcast(SPECIES, 0.254829592f / 2));
            tail = tail.mul(t).mul(FloatVector.fromArray(SPECIES, bell, i));
            one.sub(tail).blend(tail, x.compare(VectorOperators.LT, 0)).intoArray(out, i);
        }
    }
}
