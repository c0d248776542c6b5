package io.atelier.engine.kernel;

import io.atelier.engine.kernel.Scratch.Use;
import java.util.Arrays;

/**
 * The gradients of a convolution's weights and bias: {@link Patches}, transposed, times the output's gradient. A unit of
 * work is a slice of the weights and a part of the pixels; where there are few slices there are more parts, so that there
 * is work for many threads and yet no more memory than a few times the weights.
 */
final class FilterGradient {

    /** Units of work, at least. */
    private static final int UNITS = 64;

    /** Of the matrix of weights, {@link FilterMatrix}, in a slice: rows, whole {@link Panels}, and columns. */
    private static final int ROWS = 96;

    private static final int COLUMNS = 256;

    private final Patches patches;
    private final FilterMatrix filters;
    private final int rowsPerBlock;
    private final int wide;
    private final int slices;
    private final int parts;
    private float[][] sums = {};

    FilterGradient(Patches patches, FilterMatrix filters, int rowsPerBlock) {
        this.patches = patches;
        this.filters = filters;
        this.rowsPerBlock = rowsPerBlock;
        this.wide = (filters.out() + COLUMNS - 1) / COLUMNS;
        this.slices = (filters.depth() + ROWS - 1) / ROWS * wide;
        this.parts = (UNITS + slices - 1) / slices;
    }

    /** A slice of the matrix of weights. */
    private record Slice(int row, int rows, int column, int columns) {

        int paddedRows() {
            return Lanes.padded(rows);
        }

        int paddedColumns() {
            return Lanes.padded(columns);
        }

        int size() {
            return paddedRows() * paddedColumns();
        }
    }

    private Slice slice(int index) {
        int row = index / wide * ROWS;
        int column = index % wide * COLUMNS;
        return new Slice(row, Math.min(ROWS, filters.depth() - row), column, Math.min(COLUMNS, filters.out() - column));
    }

    /**
     * @param outputGradient as it is
     * @param biasGradient null where the bias is no parameter
     */
    void compute(Pixels input, Pixels outputGradient, int images, float[] weightGradient, float[] biasGradient) {
        if (sums.length == 0) {
            sums = new float[slices * parts][];
        }
        double[][] biasSums = new double[slices * parts][];
        int rows = images * patches.rows().outputs();
        Workers.forEach(slices * parts, (unit, scratch) -> {
            Slice slice = slice(unit / parts);
            if (sums[unit] == null) {
                sums[unit] = new float[slice.size()];
            }
            Arrays.fill(sums[unit], 0);
            if (biasGradient != null && slice.row() == 0) {
                biasSums[unit] = new double[slice.paddedColumns()];
            }
            int blocks = (rows + rowsPerBlock - 1) / rowsPerBlock;
            for (int block = unit % parts * blocks / parts; block < (unit % parts + 1) * blocks / parts; block++) {
                int first = block * rowsPerBlock;
                int end = Math.min(rows, first + rowsPerBlock);
                add(input, outputGradient, first, end, slice, sums[unit], biasSums[unit], scratch);
            }
        });
        Workers.forEach(slices, (index, scratch) -> put(index, weightGradient));
        for (int index = 0; index < wide && biasGradient != null; index++) {
            Slice slice = slice(index);
            float[] bias = new float[slice.columns()];
            Vectors.sum(Arrays.copyOfRange(biasSums, index * parts, (index + 1) * parts), bias);
            System.arraycopy(bias, 0, biasGradient, slice.column(), slice.columns());
        }
    }

    /** @param biasSum null where the slice adds nothing to it */
    private void add(
            Pixels input,
            Pixels outputGradient,
            int first,
            int end,
            Slice slice,
            float[] sum,
            double[] biasSum,
            Scratch scratch) {
        int width = patches.columns().outputs();
        int pixels = (end - first) * width;
        int columns = slice.paddedColumns();
        int rows = slice.paddedRows();
        float[] windows = scratch.get(Use.INPUT_PRODUCTS, pixels * rows);
        patches.gather(input, first, end, slice.row(), slice.rows(), windows, rows, scratch);
        float[] gradient = scratch.get(Use.OUTPUT, pixels * columns);
        read(outputGradient, first * width, pixels, slice, gradient, scratch);
        Matrix left = new Panels(pixels, rows).arrange(windows, scratch.get(Use.INPUT, pixels * rows));
        Matrix right =
                new Panels(pixels, columns).arrange(gradient, scratch.get(Use.OUTPUT_PRODUCTS, pixels * columns));
        Gemm.multiplyTransposed(left, right, Matrix.inRows(sum, columns), true, pixels);
        if (biasSum != null) {
            float[] blockSum = new float[columns];
            Vectors.addRows(gradient, pixels, blockSum, columns);
            for (int i = 0; i < columns; i++) {
                biasSum[i] += blockSum[i];
            }
        }
    }

    private void read(Pixels gradient, int first, int pixels, Slice slice, float[] values, Scratch scratch) {
        int out = filters.out();
        if (slice.columns() == out) {
            gradient.read(first, pixels, values, 0, slice.paddedColumns(), scratch);
        } else {
            for (int i = 0; i < pixels; i++) {
                int from = (first + i) * out + slice.column();
                gradient.values().get(from, values, i * slice.paddedColumns(), slice.columns());
            }
        }
    }

    /** The sum of a slice's parts. */
    private void put(int index, float[] weightGradient) {
        Slice slice = slice(index);
        float[] total = sums[index * parts];
        for (int part = 1; part < parts; part++) {
            Vectors.add(sums[index * parts + part], 0, total, 0, slice.size());
        }
        for (int row = 0; row < slice.rows(); row++) {
            int from = row * slice.paddedColumns();
            filters.putRow(total, from, slice.row() + row, slice.column(), slice.columns(), weightGradient);
        }
    }
}
