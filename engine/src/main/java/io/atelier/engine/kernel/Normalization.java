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

    public Normalization(int channels) {
        this.channels = channels;
        this.padded = Lanes.padded(channels);
    }

    /** Per channel the sum of one array and of its product with another. */
    public record Sums(double[] values, double[] products) {}

    public Sums sums(FloatBuffer values, FloatBuffer factors) {
        int rows = values.limit() / channels;
        double[][] parts = new double[blocks(rows)][2 * padded];
        Workers.forEach(parts.length, (block, scratch) -> {
            int count = Math.min(ROWS, rows - block * ROWS);
            float[] value = read(values, block, count, scratch, Use.INPUT);
            float[] factor = factors == values ? value : read(factors, block, count, scratch, Use.OUTPUT);
            float[] run = scratch.get(Use.STRIP, 2 * padded);
            for (int row = 0; row < count; row += RUN) {
                int end = Math.min(count, row + RUN);
                for (int c = 0; c < padded; c += COUNT) {
                    sum(value, factor, row * padded + c, end * padded, run, c);
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

    /** {@code output = scale * input + shift}. */
    public void apply(FloatBuffer input, float[] scale, float[] shift, FloatBuffer output) {
        float[] scales = Arrays.copyOf(scale, padded);
        float[] shifts = Arrays.copyOf(shift, padded);
        int rows = input.limit() / channels;
        Workers.forEach(blocks(rows), (block, scratch) -> {
            int count = Math.min(ROWS, rows - block * ROWS);
            float[] values = read(input, block, count, scratch, Use.INPUT);
            for (int c = 0; c < padded; c += COUNT) {
                FloatVector slope = FloatVector.fromArray(SPECIES, scales, c);
                FloatVector offset = FloatVector.fromArray(SPECIES, shifts, c);
                for (int i = c; i < count * padded; i += padded) {
                    FloatVector.fromArray(SPECIES, values, i).fma(slope, offset).intoArray(values, i);
                }
            }
            write(values, output, block, count);
        });
    }

    /**
     * {@code output = firstScale * first + secondScale * second + shift}; with {@code masked} zero where
     * {@code second}, then a ReLU's output, is not positive.
     */
    public void combine(
            FloatBuffer first,
            float[] firstScale,
            FloatBuffer second,
            float[] secondScale,
            float[] shift,
            boolean masked,
            FloatBuffer output) {
        float[] firstScales = Arrays.copyOf(firstScale, padded);
        float[] secondScales = Arrays.copyOf(secondScale, padded);
        float[] shifts = Arrays.copyOf(shift, padded);
        float floor = masked ? 0 : Float.NEGATIVE_INFINITY;
        int rows = first.limit() / channels;
        Workers.forEach(blocks(rows), (block, scratch) -> {
            int count = Math.min(ROWS, rows - block * ROWS);
            float[] values = read(first, block, count, scratch, Use.INPUT);
            float[] others = read(second, block, count, scratch, Use.OUTPUT);
            for (int c = 0; c < padded; c += COUNT) {
                FloatVector slope = FloatVector.fromArray(SPECIES, firstScales, c);
                FloatVector otherSlope = FloatVector.fromArray(SPECIES, secondScales, c);
                FloatVector offset = FloatVector.fromArray(SPECIES, shifts, c);
                for (int i = c; i < count * padded; i += padded) {
                    FloatVector other = FloatVector.fromArray(SPECIES, others, i);
                    FloatVector value =
                            FloatVector.fromArray(SPECIES, values, i).fma(slope, other.fma(otherSlope, offset));
                    VectorMask<Float> active = other.compare(VectorOperators.GT, floor);
                    FloatVector.zero(SPECIES).blend(value, active).intoArray(values, i);
                }
            }
            write(values, output, block, count);
        });
    }

    private static int blocks(int rows) {
        return (rows + ROWS - 1) / ROWS;
    }

    private float[] read(FloatBuffer values, int block, int count, Scratch scratch, Use use) {
        float[] array = scratch.get(use, ROWS * padded);
        Images.readPixels(values, block * ROWS, count, channels, array, 0, padded);
        return array;
    }

    private void write(float[] array, FloatBuffer values, int block, int count) {
        Images.writePixels(values, block * ROWS, count, channels, array, 0, padded);
    }
}
