package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.PANEL;

import io.atelier.engine.kernel.Scratch.Use;

/**
 * Products of small matrices. Every element is summed by fused multiply-adds in the order of the inner dimension, so that
 * it has the same bits whatever the width of the machine's vectors.
 */
final class Gemm {

    /** Rows are computed in multiples of this. */
    static final int ROWS = 4;

    /** Rows that are computed together, at most. */
    static final int MOST_ROWS = 12;

    /** The same, of one vector of columns. */
    static final int MOST_NARROW_ROWS = 8;

    /** In place of a product to which nothing is added yet. */
    static final float[] ZEROS = new float[PANEL];

    private Gemm() {}

    private static int mostRows(int columns) {
        return columns == COUNT ? MOST_NARROW_ROWS : MOST_ROWS;
    }

    /** The next multiple of {@link #ROWS}. */
    static int rows(int count) {
        return (count + ROWS - 1) / ROWS * ROWS;
    }

    /**
     * {@code c = a b} for {@code a [rows, depth]}, {@code b [depth, columns]} in {@link Panels} and {@code c [rows,
     * columns]}; the rows of {@code a} are {@code aRow} long, those of {@code c} {@code cRow}.
     */
    static void multiply(
            float[] a,
            int aFrom,
            int aRow,
            float[] b,
            int bFrom,
            float[] c,
            int cFrom,
            int cRow,
            int rows,
            int depth,
            int columns,
            Scratch scratch) {
        multiply(a, aFrom, aRow, b, bFrom, depth, 0, 0, c, cFrom, cRow, false, rows, depth, columns, scratch);
    }

    /**
     * {@code c += a b} for {@code a [rows, depth]}, whose rows are {@code aRow} long, and rows {@code bRow} to {@code bRow +
     * depth} and columns {@code bColumn} to {@code bColumn + columns} of {@link Panels} with {@code bRows} rows; {@code
     * bColumn} is a multiple of {@link Lanes#PANEL}, and the columns end with a panel.
     */
    static void addPanels(
            float[] a,
            int aRow,
            float[] b,
            int bRows,
            int bRow,
            int bColumn,
            float[] c,
            int rows,
            int depth,
            int columns,
            Scratch scratch) {
        multiply(a, 0, aRow, b, 0, bRows, bRow, bColumn, c, 0, columns, true, rows, depth, columns, scratch);
    }

    private static void multiply(
            float[] a,
            int aFrom,
            int aRow,
            float[] b,
            int bFrom,
            int bRows,
            int bRow,
            int bColumn,
            float[] c,
            int cFrom,
            int cRow,
            boolean adding,
            int rows,
            int depth,
            int columns,
            Scratch scratch) {
        float[] packed = scratch.get(Use.PACKED_ROWS, PackedRows.SIZE);
        int most = mostRows(columns);
        for (int begin = 0; begin < depth; begin += PackedRows.DEPTH) {
            int count = Math.min(PackedRows.DEPTH, depth - begin);
            for (int row = 0; row < rows; row += most) {
                int together = Math.min(most, rows - row);
                PackedRows.pack(a, aFrom + row * aRow + begin, aRow, together, count, packed);
                for (int column = 0; column < columns; column += PANEL) {
                    int width = Panels.width(column, columns);
                    int from = bFrom + (bColumn + column) * bRows + (bRow + begin) * width;
                    int to = cFrom + row * cRow + column;
                    PackedRows.multiply(packed, together, b, from, width, c, to, cRow, adding || begin > 0, count);
                }
            }
        }
    }

    /**
     * {@code c = a' b} for {@code a [depth, rows]}, {@code b [depth, columns]} and {@code c [rows, columns]}; with {@code
     * adding}, {@code c += a' b}.
     */
    static void multiplyTransposed(
            float[] a,
            int aFrom,
            float[] b,
            int bFrom,
            float[] c,
            int cFrom,
            int depth,
            int rows,
            int columns,
            boolean adding) {
        int most = mostRows(columns);
        for (int column = 0; column < columns; column += PANEL) {
            int width = Panels.width(column, columns);
            for (int row = 0; row < rows; row += most) {
                int together = Math.min(most, rows - row);
                int to = cFrom + row * columns + column;
                TransposedRows.multiply(
                        a, aFrom + row, rows, together, b, bFrom + column, columns, width, c, to, adding, depth);
            }
        }
    }
}
