package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** What {@link ActivationFunction} is made of, on arrays as long as vectors need it. */
final class Activations {

    /** Of the normal distribution at 0: {@code 1 / sqrt(2 pi)}. */
    private static final float DENSITY = 0.3989423f;

    private Activations() {}

    static void rectify(float[] x, float[] y, int length) {
        for (int i = 0; i < length; i += COUNT) {
            Vectors.atLeast(FloatVector.fromArray(SPECIES, x, i), 0).intoArray(y, i);
        }
    }

    static void rectify(float[] x, float slope, float[] y, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector value = FloatVector.fromArray(SPECIES, x, i);
            VectorMask<Float> active = value.compare(VectorOperators.GT, 0);
            value.mul(slope).blend(value, active).intoArray(y, i);
        }
    }

    /** {@code exp(-x^2 / 2)}. */
    static void bell(float[] x, float[] y, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector value = FloatVector.fromArray(SPECIES, x, i);
            value.mul(value).mul(-0.5f).intoArray(y, i);
        }
        Exponential.exp(y, y, length);
    }

    static void multiply(float[] x, float[] y, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector.fromArray(SPECIES, x, i)
                    .mul(FloatVector.fromArray(SPECIES, y, i))
                    .intoArray(y, i);
        }
    }

    static void deriveLeaky(float[] y, float slope, float[] g, int length) {
        for (int i = 0; i < length; i += COUNT) {
            VectorMask<Float> active = FloatVector.fromArray(SPECIES, y, i).compare(VectorOperators.GT, 0);
            FloatVector value = FloatVector.fromArray(SPECIES, g, i);
            value.mul(slope).blend(value, active).intoArray(g, i);
        }
    }

    /** {@code share + x density}. */
    static void deriveGelu(float[] x, float[] bell, float[] share, float[] g, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector.fromArray(SPECIES, bell, i)
                    .mul(DENSITY)
                    .fma(FloatVector.fromArray(SPECIES, x, i), FloatVector.fromArray(SPECIES, share, i))
                    .mul(FloatVector.fromArray(SPECIES, g, i))
                    .intoArray(g, i);
        }
    }

    /** {@code share + x share (1 - share)}. */
    static void deriveSilu(float[] x, float[] share, float[] g, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector s = FloatVector.fromArray(SPECIES, share, i);
            FloatVector slope = FloatVector.broadcast(SPECIES, 1).sub(s).mul(s);
            slope.fma(FloatVector.fromArray(SPECIES, x, i), s)
                    .mul(FloatVector.fromArray(SPECIES, g, i))
                    .intoArray(g, i);
        }
    }

    /** {@code 1 - y^2}. */
    static void deriveTanh(float[] y, float[] g, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector value = FloatVector.fromArray(SPECIES, y, i);
            FloatVector one = FloatVector.broadcast(SPECIES, 1);
            one.sub(value.mul(value)).mul(FloatVector.fromArray(SPECIES, g, i)).intoArray(g, i);
        }
    }
}
