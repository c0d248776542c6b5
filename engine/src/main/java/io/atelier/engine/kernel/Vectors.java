package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Element by element on arrays whose lengths are multiples of {@link Lanes#COUNT}. */
final class Vectors {

    /** About as many floats as {@link #repeated(float[])} gives. */
    private static final int REPEATED = 512;

    private Vectors() {}

    /** {@code out = sum of parts}, in double precision, from the first to the last. */
    static void sum(double[][] parts, float[] out) {
        for (int i = 0; i < out.length; i++) {
            double sum = 0;
            for (double[] part : parts) {
                sum += part[i];
            }
            out[i] = (float) sum;
        }
    }

    static void add(float[] in, int from, float[] out, int to, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector.fromArray(SPECIES, in, from + i)
                    .add(FloatVector.fromArray(SPECIES, out, to + i))
                    .intoArray(out, to + i);
        }
    }

    /** {@code out = max(in + out, floor)}, where {@code out} begins at {@code to}. */
    static void add(float[] in, float[] out, int to, int length, float floor) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector sum = FloatVector.fromArray(SPECIES, in, i).add(FloatVector.fromArray(SPECIES, out, to + i));
            atLeast(sum, floor).intoArray(out, to + i);
        }
    }

    /**
     * {@code max(value, floor)}, not-a-number where {@code value} is: two instructions, where {@link FloatVector#max}, which
     * asks about both, takes five.
     */
    static FloatVector atLeast(FloatVector value, float floor) {
        return value.blend(floor, value.compare(VectorOperators.LE, floor));
    }

    /**
     * Values of channels, with zeros up to whole vectors, and so again for the pixels that follow: with them a loop over pixels
     * and channels is one over vectors.
     */
    static float[] repeated(float[] channels) {
        int padded = Lanes.padded(channels.length);
        return repeated(channels, padded, Math.max(1, REPEATED / padded) * padded);
    }

    /** As often as they fit {@code size} floats, each time {@code distance} further on; zeros in between. */
    static float[] repeated(float[] values, int distance, int size) {
        float[] repeated = new float[size];
        for (int from = 0; from + values.length <= size; from += distance) {
            System.arraycopy(values, 0, repeated, from, values.length);
        }
        return repeated;
    }

    /** Zeroes {@code gradient}, which begins at {@code from}, where {@code activations}, a ReLU's output, are not positive. */
    static void mask(float[] activations, float[] gradient, int from, int length) {
        for (int i = 0; i < length; i += COUNT) {
            VectorMask<Float> active =
                    FloatVector.fromArray(SPECIES, activations, i).compare(VectorOperators.GT, 0);
            FloatVector.zero(SPECIES)
                    .blend(FloatVector.fromArray(SPECIES, gradient, from + i), active)
                    .intoArray(gradient, from + i);
        }
    }

    /** {@code sums += values [rows, channels]}, row after row. */
    static void addRows(float[] values, int rows, float[] sums, int channels) {
        int channel = 0;
        for (; channel + 2 * COUNT <= channels; channel += 2 * COUNT) {
            FloatVector sum0 = FloatVector.fromArray(SPECIES, sums, channel);
            FloatVector sum1 = FloatVector.fromArray(SPECIES, sums, channel + COUNT);
            for (int i = channel; i < rows * channels; i += channels) {
                sum0 = sum0.add(FloatVector.fromArray(SPECIES, values, i));
                sum1 = sum1.add(FloatVector.fromArray(SPECIES, values, i + COUNT));
            }
            sum0.intoArray(sums, channel);
            sum1.intoArray(sums, channel + COUNT);
        }
        for (; channel < channels; channel += COUNT) {
            FloatVector sum = FloatVector.fromArray(SPECIES, sums, channel);
            for (int i = channel; i < rows * channels; i += channels) {
                sum = sum.add(FloatVector.fromArray(SPECIES, values, i));
            }
            sum.intoArray(sums, channel);
        }
    }
}
