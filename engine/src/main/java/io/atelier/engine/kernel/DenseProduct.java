package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.PANEL;

import io.atelier.engine.kernel.Scratch.Use;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * {@code x w + bias} for {@code x [n, in]} and {@code w [in, out]}, whose memory is that of {@code [out, in]}; on request
 * with ReLU.
 *
 * <p>Works on blocks of inputs: what is needed of the weights is read once from memory.
 */
public final class DenseProduct {

    /** Inputs in a block. */
    private static final int BLOCK = 512;

    private final int in;
    private final int out;
    private final int outPadded;
    private final boolean relu;

    public DenseProduct(int in, int out, boolean relu) {
        this.in = in;
        this.out = out;
        this.outPadded = Lanes.padded(out);
        this.relu = relu;
    }

    public void forward(FloatBuffer input, int n, FloatBuffer weights, float[] bias, FloatBuffer output) {
        int rows = rows(n);
        float[][] parts = new float[blocks()][];
        Workers.forEach(blocks(), (block, scratch) -> {
            int from = block * BLOCK;
            int depth = Math.min(BLOCK, in - from);
            float[] left = scratch.get(Use.INPUT, rows * depth);
            read(input, n, from, depth, left, depth);
            float[] right = transposed(weights, from, depth, scratch);
            float[] part = new float[rows * outPadded];
            Gemm.multiply(left, 0, right, 0, part, 0, rows, depth, outPadded);
            parts[block] = part;
        });
        float[] sum = parts[0];
        for (int block = 1; block < parts.length; block++) {
            Vectors.add(parts[block], 0, sum, 0, sum.length);
        }
        float[] paddedBias = Arrays.copyOf(bias, outPadded);
        Vectors.addBias(sum, rows, paddedBias, outPadded, relu ? 0 : Float.NEGATIVE_INFINITY);
        for (int row = 0; row < n; row++) {
            output.put(row * out, sum, row * outPadded, out);
        }
    }

    /** {@code [depth, out]} in panels. */
    private float[] transposed(FloatBuffer weights, int from, int depth, Scratch scratch) {
        float[] rows = zeros(scratch, Use.STRIP, outPadded * depth);
        float[] panels = scratch.get(Use.INPUT_PRODUCTS, depth * outPadded);
        read(weights, out, from, depth, rows, depth);
        for (int panel = 0; panel < outPadded; panel += PANEL) {
            for (int first = 0; first < depth; first += PANEL) {
                transpose(rows, panel * depth, depth, first, Math.min(depth, first + PANEL), panels, panel * depth);
            }
        }
        return panels;
    }

    /** Columns {@code first} to {@code end} of a panel's rows, which fit into the innermost cache. */
    private static void transpose(float[] rows, int from, int depth, int first, int end, float[] panels, int to) {
        for (int column = 0; column < PANEL; column++) {
            int row = from + column * depth;
            for (int i = first; i < end; i++) {
                panels[to + i * PANEL + column] = rows[row + i];
            }
        }
    }

    /**
     * After {@link #forward} with the same input and weights.
     *
     * @param output of {@link #forward}
     */
    public void backward(
            FloatBuffer input,
            FloatBuffer output,
            FloatBuffer outputGradient,
            int n,
            FloatBuffer weights,
            FloatBuffer inputGradient,
            FloatBuffer weightGradient,
            FloatBuffer biasGradient) {
        float[] gradient = maskedGradient(output, outputGradient, n);
        double[] biasSums = new double[outPadded];
        Vectors.addRows(gradient, n, biasSums, outPadded);
        for (int o = 0; o < out; o++) {
            biasGradient.put(o, (float) biasSums[o]);
        }
        Workers.forEach(blocks(), (block, scratch) -> {
            int from = block * BLOCK;
            int width = Math.min(BLOCK, in - from);
            int padded = Lanes.padded(width);
            float[] right = zeros(scratch, Use.INPUT, Math.max(n, out) * padded);
            float[] product = zeros(scratch, Use.OUTPUT, Math.max(rows(n), outPadded) * padded);
            read(input, n, from, width, right, padded);
            Gemm.addTransposed(gradient, 0, right, 0, product, 0, n, outPadded, padded);
            write(product, padded, weightGradient, out, from, width);
            read(weights, out, from, width, right, padded);
            Gemm.multiplyRows(gradient, outPadded, right, product, rows(n), out, padded);
            write(product, padded, inputGradient, n, from, width);
        });
    }

    /** {@code [n, out]}, with zeros up to {@link #rows} and padding. */
    private float[] maskedGradient(FloatBuffer output, FloatBuffer outputGradient, int n) {
        float[] gradient = new float[rows(n) * outPadded];
        for (int row = 0; row < n; row++) {
            outputGradient.get(row * out, gradient, row * outPadded, out);
        }
        if (relu) {
            float[] activations = new float[gradient.length];
            for (int row = 0; row < n; row++) {
                output.get(row * out, activations, row * outPadded, out);
            }
            Vectors.mask(activations, gradient, gradient.length);
        }
        return gradient;
    }

    private static float[] zeros(Scratch scratch, Use use, int size) {
        float[] array = scratch.get(use, size);
        Arrays.fill(array, 0, size, 0);
        return array;
    }

    /** Columns {@code from} to {@code from + width} of {@code values [rows, in]}. */
    private void read(FloatBuffer values, int rows, int from, int width, float[] block, int blockRow) {
        for (int row = 0; row < rows; row++) {
            values.get(row * in + from, block, row * blockRow, width);
        }
    }

    /** The other way. */
    private void write(float[] block, int blockRow, FloatBuffer values, int rows, int from, int width) {
        for (int row = 0; row < rows; row++) {
            values.put(row * in + from, block, row * blockRow, width);
        }
    }

    private int blocks() {
        return (in + BLOCK - 1) / BLOCK;
    }

    private static int rows(int n) {
        return (n + Gemm.ROWS - 1) / Gemm.ROWS * Gemm.ROWS;
    }
}
