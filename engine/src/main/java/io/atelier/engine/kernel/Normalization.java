package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import io.atelier.engine.kernel.Scratch.Use;
import java.nio.FloatBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Sums over and affine maps of {@code [rows, channels]}, channel by channel: what batch normalization is made of. */
public final class Normalization {

    /** Rows that a thread takes at a time. */
    private static final int ROWS = 512;

    /** Rows that are summed in single precision. */
    private static final int RUN = 64;

    private final int channels;
    private final int padded;
    private final boolean rectified;

    /** @param rectified whether a ReLU follows, whose output {@code y} is then */
    public Normalization(int channels, boolean rectified) {
        this.channels = channels;
        this.padded = Lanes.padded(channels);
        this.rectified = rectified;
    }

    /** Per channel the sum of one array and of its product with another. */
    public record Sums(double[] values, double[] products) {}

    /** Per channel {@code y = scale * x + shift}. */
    public record Line(float[] scale, float[] shift) {

        private Line padded(int length) {
            return new Line(Arrays.copyOf(scale, length), Arrays.copyOf(shift, length));
        }
    }

    /** Of {@code x} and its square. */
    public Sums sums(FloatBuffer x) {
        return sums(x.limit() / channels, (block, count, scratch) -> {
            float[] values = read(x, block, count, scratch, Use.INPUT);
            return new float[][] {values, values};
        });
    }

    /** Of the gradient, that of {@code line} and not of the ReLU, and its product with {@code x}. */
    public Sums sums(FloatBuffer gradient, FloatBuffer x, Line line) {
        Line gate = line.padded(padded);
        return sums(x.limit() / channels, (block, count, scratch) -> {
            float[] values = read(gradient, block, count, scratch, Use.INPUT);
            float[] factors = read(x, block, count, scratch, Use.OUTPUT);
            close(gate, factors, values, 0, count);
            return new float[][] {values, factors};
        });
    }

    /** Two arrays of a block of rows. */
    @FunctionalInterface
    private interface Reading {
        float[][] read(int block, int count, Scratch scratch);
    }

    private Sums sums(int rows, Reading reading) {
        double[][] parts = new double[blocks(rows)][2 * padded];
        Workers.forEach(parts.length, (block, scratch) -> {
            int count = Math.min(ROWS, rows - block * ROWS);
            float[][] arrays = reading.read(block, count, scratch);
            float[] run = scratch.get(Use.STRIP, 2 * padded);
            for (int row = 0; row < count; row += RUN) {
                int end = Math.min(count, row + RUN);
                for (int c = 0; c < padded; c += COUNT) {
                    sum(arrays[0], arrays[1], row * padded + c, end * padded, run, c);
                }
                for (int i = 0; i < 2 * padded; i++) {
                    parts[block][i] += run[i];
                }
            }
        });
        double[] sums = new double[channels];
        double[] products = new double[channels];
        for (double[] part : parts) {
            for (int c = 0; c < channels; c++) {
                sums[c] += part[c];
                products[c] += part[padded + c];
            }
        }
        return new Sums(sums, products);
    }

    /** Zeroes the gradient, which begins at {@code from}, where the ReLU's output is not positive. */
    private void close(Line gate, float[] x, float[] gradient, int from, int count) {
        if (!rectified) {
            return;
        }
        for (int c = 0; c < padded; c += COUNT) {
            FloatVector slope = FloatVector.fromArray(SPECIES, gate.scale, c);
            FloatVector offset = FloatVector.fromArray(SPECIES, gate.shift, c);
            for (int i = c; i < count * padded; i += padded) {
                VectorMask<Float> open =
                        FloatVector.fromArray(SPECIES, x, i).fma(slope, offset).compare(VectorOperators.GT, 0);
                FloatVector.zero(SPECIES)
                        .blend(FloatVector.fromArray(SPECIES, gradient, from + i), open)
                        .intoArray(gradient, from + i);
            }
        }
    }

    private void sum(float[] values, float[] factors, int from, int end, float[] run, int channel) {
        FloatVector sum = FloatVector.zero(SPECIES);
        FloatVector product = FloatVector.zero(SPECIES);
        for (int i = from; i < end; i += padded) {
            FloatVector value = FloatVector.fromArray(SPECIES, values, i);
            sum = sum.add(value);
            product = value.fma(FloatVector.fromArray(SPECIES, factors, i), product);
        }
        sum.intoArray(run, channel);
        product.intoArray(run, padded + channel);
    }

    /**
     * The gradient of {@code x}: {@code factor * gradient + ofInput(x)}, where the gradient is that of {@code line} and not of
     * the ReLU.
     *
     * @param masked whether {@code x} is itself a ReLU's output: then zero where it is not positive
     */
    public Pixels gradient(
            FloatBuffer gradient, float[] factor, FloatBuffer x, Line line, Line ofInput, boolean masked) {
        Line gate = line.padded(padded);
        float[] factors = Arrays.copyOf(factor, padded);
        Line map = ofInput.padded(padded);
        float floor = masked ? 0 : Float.NEGATIVE_INFINITY;
        Pixels from = new Pixels(x, channels);
        return new Pixels(gradient, channels, (first, count, values, begin, scratch) -> {
            float[] inputs = scratch.get(Use.FACTORS, count * padded);
            if (padded != channels) {
                Arrays.fill(inputs, 0, count * padded, 0);
            }
            from.read(first, count, inputs, 0, padded, scratch);
            close(gate, inputs, values, begin, count);
            for (int c = 0; c < padded; c += COUNT) {
                FloatVector slope = FloatVector.fromArray(SPECIES, factors, c);
                FloatVector inputSlope = FloatVector.fromArray(SPECIES, map.scale, c);
                FloatVector offset = FloatVector.fromArray(SPECIES, map.shift, c);
                for (int i = c; i < count * padded; i += padded) {
                    FloatVector input = FloatVector.fromArray(SPECIES, inputs, i);
                    FloatVector value =
                            FloatVector.fromArray(SPECIES, values, begin + i).fma(slope, input.fma(inputSlope, offset));
                    VectorMask<Float> active = input.compare(VectorOperators.GT, floor);
                    FloatVector.zero(SPECIES).blend(value, active).intoArray(values, begin + i);
                }
            }
        });
    }

    private static int blocks(int rows) {
        return (rows + ROWS - 1) / ROWS;
    }

    private float[] read(FloatBuffer values, int block, int count, Scratch scratch, Use use) {
        float[] array = scratch.get(use, ROWS * padded);
        new Pixels(values, channels).read(block * ROWS, count, array, 0, padded, scratch);
        return array;
    }
}
