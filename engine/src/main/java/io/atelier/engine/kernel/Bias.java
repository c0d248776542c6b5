package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * What follows a product of weights, channel by channel: {@code max(floor, value + bias)}.
 *
 * @param values {@link Vectors#repeated}
 * @param floor the least value
 * @param nothing whether it changes no value
 */
record Bias(float[] values, float floor, boolean nothing) {

    /** @param bias one for each channel, or null for none */
    static Bias of(float[] bias, int channels, float floor) {
        boolean nothing = bias == null && floor == Float.NEGATIVE_INFINITY;
        return new Bias(Vectors.repeated(bias == null ? new float[channels] : bias), floor, nothing);
    }

    /** To pixels of {@code length} floats, whose channels fill whole vectors. */
    void add(float[] pixels, int length) {
        for (int from = 0; from < length && !nothing; from += values.length) {
            add(pixels, from, Math.min(values.length, length - from));
        }
    }

    private void add(float[] pixels, int from, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector sum =
                    FloatVector.fromArray(SPECIES, pixels, from + i).add(FloatVector.fromArray(SPECIES, values, i));
            Vectors.atLeast(sum, floor).intoArray(pixels, from + i);
        }
    }
}
