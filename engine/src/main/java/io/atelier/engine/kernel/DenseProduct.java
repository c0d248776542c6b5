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

    /** Inputs in a block: forward, the sums of blocks are added. */
    private static final int BLOCK = 512;

    /** Inputs that a thread takes at a time, backward. */
    private static final int WIDTH = 128;

    /** Rows whose sums a thread adds at a time. */
    private static final int ROWS = 16;

    /** Units of work for each thread, at least, if the shape allows. */
    private static final int UNITS_PER_THREAD = 2;

    private final int in;
    private final int out;
    private final int outPadded;
    private final boolean relu;
    private float[] keptPanels = {};
    private boolean kept;

    public DenseProduct(int in, int out, boolean relu) {
        this.in = in;
        this.out = out;
        this.outPadded = Lanes.padded(out);
        this.relu = relu;
    }

    /**
     * @param training whether the weights change before the next call; otherwise they are kept in the order of their reader
     *     until {@link #forgetWeights}
     */
    public void forward(
            FloatBuffer input, int n, FloatBuffer weights, float[] bias, boolean training, FloatBuffer output) {
        int rows = Gemm.rows(n);
        int slices = slices();
        float[][] parts = new float[blocks()][rows * outPadded];
        boolean keep = !training;
        if (keep && keptPanels.length == 0) {
            keptPanels = new float[in * outPadded];
        }
        boolean ready = keep && kept;
        Workers.forEach(blocks() * slices, (unit, scratch) -> {
            Slice slice = slice(unit, slices);
            float[] panels = keep ? keptPanels : scratch.get(Use.INPUT_PRODUCTS, slice.depth() * slice.count());
            int at = keep ? slice.from() * outPadded + slice.column() * slice.depth() : 0;
            if (!ready) {
                transpose(weights, slice, panels, at, scratch);
            }
            multiply(input, n, slice, panels, at, parts[unit / slices], scratch);
        });
        kept = keep;
        Bias last = Bias.of(bias, out, relu ? 0 : Float.NEGATIVE_INFINITY);
        Pixels to = new Pixels(output, out);
        Workers.forEach((n + ROWS - 1) / ROWS, (group, scratch) -> {
            int first = group * ROWS;
            int count = Math.min(ROWS, n - first);
            float[] sum = scratch.get(Use.OUTPUT, ROWS * outPadded);
            System.arraycopy(parts[0], first * outPadded, sum, 0, count * outPadded);
            for (int block = 1; block < parts.length; block++) {
                Vectors.add(parts[block], first * outPadded, sum, 0, count * outPadded);
            }
            last.add(sum, count * outPadded);
            to.write(first, count, sum, 0, outPadded, scratch);
        });
    }

    /** The next call has others. */
    public void forgetWeights() {
        kept = false;
    }

    /** Inputs {@code from} to {@code from + depth} of outputs {@code column} to {@code column + count}. */
    private record Slice(int from, int depth, int column, int count) {}

    private Slice slice(int unit, int slices) {
        int from = unit / slices * BLOCK;
        int panels = panels();
        int column = unit % slices * panels / slices * PANEL;
        int end = Math.min(outPadded, (unit % slices + 1) * panels / slices * PANEL);
        return new Slice(from, Math.min(BLOCK, in - from), column, end - column);
    }

    /** As many for each block of inputs that all threads have work. */
    private int slices() {
        int enough = (UNITS_PER_THREAD * Workers.threads() + blocks() - 1) / blocks();
        return Math.min(enough, panels());
    }

    private int panels() {
        return (outPadded + PANEL - 1) / PANEL;
    }

    /** A slice of the product of a block of inputs. */
    private void multiply(
            FloatBuffer input, int n, Slice slice, float[] panels, int at, float[] product, Scratch scratch) {
        int rows = Gemm.rows(n);
        int depth = slice.depth();
        float[] left = scratch.get(Use.INPUT, rows * depth);
        read(input, 0, n, slice.from(), depth, left, depth);
        Matrix factor = Matrix.inPanels(panels, at, new Panels(depth, slice.count()));
        Matrix result = Matrix.inRows(product, outPadded).columns(slice.column(), slice.count());
        Gemm.multiply(Matrix.inRows(left, depth), factor, result, false, rows, depth, scratch);
    }

    /** {@code [depth, count]} in panels, from {@code at} on. */
    private void transpose(FloatBuffer weights, Slice slice, float[] panels, int at, Scratch scratch) {
        int depth = slice.depth();
        int count = slice.count();
        float[] rows = zeros(scratch, Use.STRIP, count * depth);
        read(weights, slice.column(), Math.min(out - slice.column(), count), slice.from(), depth, rows, depth);
        for (int panel = 0; panel < count; panel += PANEL) {
            int width = Panels.width(panel, count);
            for (int begin = 0; begin < depth; begin += PANEL) {
                int end = Math.min(depth, begin + PANEL);
                transpose(rows, panel * depth, depth, begin, end, panels, at + panel * depth, width);
            }
        }
    }

    /** Columns {@code first} to {@code end} of a panel's rows, which fit into the innermost cache. */
    private static void transpose(
            float[] rows, int from, int depth, int first, int end, float[] panels, int to, int width) {
        for (int column = 0; column < width; column++) {
            int row = from + column * depth;
            for (int i = first; i < end; i++) {
                panels[to + i * width + column] = rows[row + i];
            }
        }
    }

    /**
     * After {@link #forward} with the same input and weights.
     *
     * @param output of {@link #forward}
     * @param biasGradient null where the bias is no parameter
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
        if (biasGradient != null) {
            float[] sums = new float[outPadded];
            Vectors.addRows(gradient, n, sums, outPadded);
            biasGradient.put(0, sums, 0, out);
        }
        Matrix left = new Panels(n, outPadded).arrange(gradient, new float[n * outPadded]);
        Workers.forEach((in + WIDTH - 1) / WIDTH, (unit, scratch) -> {
            int from = unit * WIDTH;
            int width = Math.min(WIDTH, in - from);
            int padded = Lanes.padded(width);
            float[] rows = zeros(scratch, Use.INPUT, Math.max(n, out) * padded);
            float[] panels = scratch.get(Use.INPUT_PRODUCTS, Math.max(n, out) * padded);
            float[] product = scratch.get(Use.OUTPUT, Math.max(Gemm.rows(n), outPadded) * padded);
            Matrix result = Matrix.inRows(product, padded);
            read(input, 0, n, from, width, rows, padded);
            Gemm.multiplyTransposed(left, new Panels(n, padded).arrange(rows, panels), result, false, n);
            write(product, padded, weightGradient, out, from, width);
            read(weights, 0, out, from, width, rows, padded);
            Matrix right = new Panels(out, padded).arrange(rows, panels);
            Gemm.multiply(Matrix.inRows(gradient, outPadded), right, result, false, Gemm.rows(n), out, scratch);
            write(product, padded, inputGradient, n, from, width);
        });
    }

    /** {@code [n, out]}, with zeros up to a multiple of {@link Gemm#ROWS} and padding. */
    private float[] maskedGradient(FloatBuffer output, FloatBuffer outputGradient, int n) {
        float[] gradient = new float[Gemm.rows(n) * outPadded];
        new Pixels(outputGradient, out).read(0, n, gradient, 0, outPadded, Scratch.ofCaller());
        if (relu) {
            float[] activations = new float[gradient.length];
            new Pixels(output, out).read(0, n, activations, 0, outPadded, Scratch.ofCaller());
            Vectors.mask(activations, gradient, 0, gradient.length);
        }
        return gradient;
    }

    private static float[] zeros(Scratch scratch, Use use, int size) {
        float[] array = scratch.get(use, size);
        Arrays.fill(array, 0, size, 0);
        return array;
    }

    /** Columns {@code from} to {@code from + width} of {@code rows} rows of {@code values [, in]}, from {@code first} on. */
    private void read(FloatBuffer values, int first, int rows, int from, int width, float[] block, int blockRow) {
        for (int row = 0; row < rows; row++) {
            values.get((first + row) * in + from, block, row * blockRow, width);
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
}
