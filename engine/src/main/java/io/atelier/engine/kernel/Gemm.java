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

    /** The next multiple of {@link #ROWS}. */
    static int rows(int count) {
        return (count + ROWS - 1) / ROWS * ROWS;
    }

    /**
     * {@code c = a b}, or {@code c += a b} with {@code adding}, for {@code a [rows, depth]}, {@code b [depth, columns]} in
     * panels and {@code c [rows, columns]}.
     *
     * @param rows a multiple of {@link #ROWS}
     */
    static void multiply(Matrix a, Matrix b, Matrix c, boolean adding, int rows, int depth, Scratch scratch) {
        if (!adding && PanelRows.fit(a, c, depth)) {
            PanelRows.multiply(a, b, c, rows, depth);
        } else {
            multiplyPacked(a, b, c, adding, rows, depth, scratch);
        }
    }

    private static void multiplyPacked(
            Matrix a, Matrix b, Matrix c, boolean adding, int rows, int depth, Scratch scratch) {
        float[] packed = scratch.get(Use.PACKED_ROWS, PackedRows.SIZE);
        int columns = c.columns();
        int most = columns == COUNT ? MOST_NARROW_ROWS : MOST_ROWS;
        for (int begin = 0; begin < depth; begin += PackedRows.DEPTH) {
            int count = Math.min(PackedRows.DEPTH, depth - begin);
            for (int row = 0; row < rows; row += most) {
                int together = Math.min(most, rows - row);
                PackedRows.pack(a, row, begin, together, count, packed);
                for (int column = 0; column < columns; column += PANEL) {
                    PackedRows.multiply(
                            packed,
                            together,
                            b.values(),
                            b.at(begin, column),
                            b.width(column),
                            c.values(),
                            c.at(row, column),
                            c.step(column),
                            adding || begin > 0,
                            count);
                }
            }
        }
    }

    /**
     * {@code c = a' b}, or {@code c += a' b} with {@code adding}, for {@code a [depth, rows]} and {@code b [depth,
     * columns]}, both in panels, and {@code c [rows, columns]}.
     */
    static void multiplyTransposed(Matrix a, Matrix b, Matrix c, boolean adding, int depth) {
        for (int column = 0; column < b.columns(); column += PANEL) {
            for (int row = 0; row < a.columns(); row += PANEL) {
                TransposedRows.multiply(
                        a.values(),
                        a.at(0, row),
                        a.width(row),
                        b.values(),
                        b.at(0, column),
                        b.width(column),
                        c.values(),
                        c.at(row, column),
                        c.step(column),
                        adding,
                        depth);
            }
        }
    }
}
