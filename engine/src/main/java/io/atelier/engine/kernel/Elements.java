package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import io.atelier.engine.kernel.Scratch.Use;
import java.nio.FloatBuffer;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/** Simple functions of every element, and copies, of large arrays. */
public final class Elements {

    /** Rows that a thread takes at a time. */
    private static final int ROWS = 512;

    private Elements() {}

    /**
     * {@code output = } the sum of arrays of one size, from the first to the last; it may be the first.
     *
     * @param rectified whether a ReLU follows
     */
    public static void sum(List<Pixels> inputs, boolean rectified, FloatBuffer output) {
        Pixels to = new Pixels(output, inputs.get(0).channels());
        int channels = to.channels();
        int pixels = output.limit() / channels;
        int block = Math.max(1, Blocks.SIZE / channels);
        Workers.forEach((pixels + block - 1) / block, (index, scratch) -> {
            int first = index * block;
            int count = Math.min(block, pixels - first);
            int length = Lanes.padded(count * channels);
            float[] sum = scratch.get(Use.OUTPUT, length);
            float[] values = scratch.get(Use.INPUT, length);
            inputs.get(0).read(first, count, sum, 0, channels, scratch);
            for (Pixels input : inputs.subList(1, inputs.size())) {
                input.read(first, count, values, 0, channels, scratch);
                Vectors.add(values, 0, sum, 0, length);
            }
            if (rectified) {
                Activations.rectify(sum, sum, length);
            }
            to.write(first, count, sum, 0, channels, scratch);
        });
    }

    /** {@code values -= amounts}. */
    public static void subtract(FloatBuffer amounts, FloatBuffer values) {
        Blocks.forEach(values.limit(), (from, count, scratch) -> {
            float[] amount = scratch.get(Use.INPUT, Blocks.SIZE);
            float[] value = scratch.get(Use.OUTPUT, Blocks.SIZE);
            amounts.get(from, amount, 0, count);
            values.get(from, value, 0, count);
            for (int i = 0; i < count; i += COUNT) {
                FloatVector.fromArray(SPECIES, value, i)
                        .sub(FloatVector.fromArray(SPECIES, amount, i))
                        .intoArray(value, i);
            }
            values.put(from, value, 0, count);
        });
    }

    /** {@code output = input}, which may be longer. */
    public static void copy(FloatBuffer input, FloatBuffer output) {
        Blocks.forEach(output.limit(), (from, count, scratch) -> output.slice(from, count)
                .put(input.slice(from, count)));
    }

    /** {@code output = factor * input}; both may be the same. */
    public static void scale(FloatBuffer input, float factor, FloatBuffer output) {
        Blocks.forEach(output.limit(), (from, count, scratch) -> {
            float[] values = scratch.get(Use.INPUT, Blocks.SIZE);
            input.get(from, values, 0, count);
            for (int i = 0; i < count; i += COUNT) {
                FloatVector.fromArray(SPECIES, values, i).mul(factor).intoArray(values, i);
            }
            output.put(from, values, 0, count);
        });
    }

    /**
     * {@code output = scale * input + shift}, where both are repeated from the first value to the last: of images {@code [n,
     * height, width, channels]}, one number for each channel or one for all. Input and output may be the same.
     */
    public static void scaleAndShift(FloatBuffer input, float[] scale, float[] shift, FloatBuffer output) {
        int length = Blocks.SIZE / scale.length * scale.length;
        float[] scales = Vectors.repeated(scale, scale.length, Blocks.SIZE);
        float[] shifts = Vectors.repeated(shift, shift.length, Blocks.SIZE);
        int size = output.limit();
        Workers.forEach((size + length - 1) / length, (block, scratch) -> {
            int from = block * length;
            int count = Math.min(length, size - from);
            float[] values = scratch.get(Use.INPUT, Blocks.SIZE);
            input.get(from, values, 0, count);
            for (int i = 0; i < count; i += COUNT) {
                FloatVector slope = FloatVector.fromArray(SPECIES, scales, i);
                FloatVector offset = FloatVector.fromArray(SPECIES, shifts, i);
                FloatVector.fromArray(SPECIES, values, i).fma(slope, offset).intoArray(values, i);
            }
            output.put(from, values, 0, count);
        });
    }

    /** Columns of {@code input [rows, inputWidth]} to columns of {@code output [rows, outputWidth]}. */
    public static void copyColumns(
            FloatBuffer input,
            int inputFrom,
            int inputWidth,
            FloatBuffer output,
            int outputTo,
            int outputWidth,
            int count) {
        int rows = input.limit() / inputWidth;
        Workers.forEach((rows + ROWS - 1) / ROWS, (block, scratch) -> {
            float[] values = scratch.get(Use.INPUT, count);
            for (int row = block * ROWS; row < Math.min(rows, (block + 1) * ROWS); row++) {
                input.get(row * inputWidth + inputFrom, values, 0, count);
                output.put(row * outputWidth + outputTo, values, 0, count);
            }
        });
    }
}
