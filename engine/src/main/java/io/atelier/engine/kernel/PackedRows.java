package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Gemm.MOST_NARROW_ROWS;
import static io.atelier.engine.kernel.Gemm.MOST_ROWS;
import static io.atelier.engine.kernel.Gemm.ROWS;
import static io.atelier.engine.kernel.Gemm.ZEROS;
import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.PANEL;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Products of a few rows of the left factor, which lie a constant distance apart, with one panel of the right one. The
 * constant is worth the copy: with it, and with places that are linear in the loop's variable, the compiler tests all
 * bounds before the loop.
 *
 * <p>The methods do the same with so many rows, by two vectors of columns or, if narrow, by one: sums that stay in registers
 * cannot be in an array, nor in a loop.
 */
final class PackedRows {

    /** Columns of the left factor, at most. */
    static final int DEPTH = 512;

    /** Floats from one row to the next: no power of two, so that rows do not fall on one set of a cache. */
    private static final int DISTANCE = DEPTH + 16;

    static final int SIZE = MOST_ROWS * DISTANCE;

    /**
     * What no index is, for tests in the middle of a loop: they split the loop's body, of which the compiler would otherwise
     * read so much ahead that not all sums fit into 16 registers. Where they must be was measured, on JDK 17 and 25.
     */
    static final int NEVER = -1;

    private PackedRows() {}

    /** Puts {@code depth} columns of some rows of {@code a} where the products find them. */
    static void pack(Matrix a, int firstRow, int firstColumn, int rows, int depth, float[] packed) {
        float[] values = a.values();
        for (int panel = 0; panel < depth; panel += PANEL) {
            int from = a.at(firstRow, firstColumn + panel);
            int step = a.step(firstColumn + panel);
            int end = Math.min(depth, panel + PANEL);
            int k = panel;
            for (; k + COUNT <= end; k += COUNT) {
                for (int row = 0; row < rows; row++) {
                    FloatVector.fromArray(SPECIES, values, from + row * step + k - panel)
                            .intoArray(packed, row * DISTANCE + k);
                }
            }
            for (; k < end; k++) {
                for (int row = 0; row < rows; row++) {
                    packed[row * DISTANCE + k] = values[from + row * step + k - panel];
                }
            }
        }
    }

    /**
     * {@code c = a b}, or {@code c += a b} with {@code adding}, for {@code rows} of {@code a} that {@link #pack} gave.
     *
     * @param rows a multiple of {@link Gemm#ROWS}, at most {@link Gemm#MOST_ROWS}
     * @param width of the panel {@code b [depth, width]}
     * @param cRow from one row of {@code c} to the next
     */
    static void multiply(
            float[] a,
            int rows,
            float[] b,
            int bFrom,
            int width,
            float[] c,
            int cFrom,
            int cRow,
            boolean adding,
            int depth) {
        int row = 0;
        if (width == COUNT) {
            for (; row + MOST_NARROW_ROWS <= rows; row += MOST_NARROW_ROWS) {
                narrow8(a, row * DISTANCE, b, bFrom, c, cFrom + row * cRow, cRow, adding, depth);
            }
            for (; row < rows; row += ROWS) {
                narrow4(a, row * DISTANCE, b, bFrom, c, cFrom + row * cRow, cRow, adding, depth);
            }
        } else if (rows == MOST_ROWS) {
            if (Lanes.MANY_REGISTERS) {
                rows12(a, 0, b, bFrom, c, cFrom, cRow, adding, depth);
            } else {
                rows6(a, 0, b, bFrom, c, cFrom, cRow, adding, depth, NEVER);
                rows6(a, 6 * DISTANCE, b, bFrom, c, cFrom + 6 * cRow, cRow, adding, depth, NEVER);
            }
        } else {
            for (; row < rows; row += ROWS) {
                rows4(a, row * DISTANCE, b, bFrom, c, cFrom + row * cRow, cRow, adding, depth);
            }
        }
    }

    /** For 32 registers. */
    private static void rows12(
            float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int cRow, boolean adding, int depth) {
        float[] start = adding ? c : ZEROS;
        int from = adding ? cFrom : 0;
        int row = adding ? cRow : 0;
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, from);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, from + COUNT);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, from + row);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, from + row + COUNT);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, from + 2 * row);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, from + 2 * row + COUNT);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, from + 3 * row);
        FloatVector c31 = FloatVector.fromArray(SPECIES, start, from + 3 * row + COUNT);
        FloatVector c40 = FloatVector.fromArray(SPECIES, start, from + 4 * row);
        FloatVector c41 = FloatVector.fromArray(SPECIES, start, from + 4 * row + COUNT);
        FloatVector c50 = FloatVector.fromArray(SPECIES, start, from + 5 * row);
        FloatVector c51 = FloatVector.fromArray(SPECIES, start, from + 5 * row + COUNT);
        FloatVector c60 = FloatVector.fromArray(SPECIES, start, from + 6 * row);
        FloatVector c61 = FloatVector.fromArray(SPECIES, start, from + 6 * row + COUNT);
        FloatVector c70 = FloatVector.fromArray(SPECIES, start, from + 7 * row);
        FloatVector c71 = FloatVector.fromArray(SPECIES, start, from + 7 * row + COUNT);
        FloatVector c80 = FloatVector.fromArray(SPECIES, start, from + 8 * row);
        FloatVector c81 = FloatVector.fromArray(SPECIES, start, from + 8 * row + COUNT);
        FloatVector c90 = FloatVector.fromArray(SPECIES, start, from + 9 * row);
        FloatVector c91 = FloatVector.fromArray(SPECIES, start, from + 9 * row + COUNT);
        FloatVector c100 = FloatVector.fromArray(SPECIES, start, from + 10 * row);
        FloatVector c101 = FloatVector.fromArray(SPECIES, start, from + 10 * row + COUNT);
        FloatVector c110 = FloatVector.fromArray(SPECIES, start, from + 11 * row);
        FloatVector c111 = FloatVector.fromArray(SPECIES, start, from + 11 * row + COUNT);
        int offset = bFrom - PANEL * aFrom;
        int end = aFrom + depth;
        for (int i = aFrom; i < end; i++) {
            int j = offset + PANEL * i;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, j + COUNT);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[i]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[i + DISTANCE]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[i + 2 * DISTANCE]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[i + 3 * DISTANCE]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[i + 4 * DISTANCE]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[i + 5 * DISTANCE]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            FloatVector a6 = FloatVector.broadcast(SPECIES, a[i + 6 * DISTANCE]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            FloatVector a7 = FloatVector.broadcast(SPECIES, a[i + 7 * DISTANCE]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
            FloatVector a8 = FloatVector.broadcast(SPECIES, a[i + 8 * DISTANCE]);
            c80 = a8.fma(b0, c80);
            c81 = a8.fma(b1, c81);
            FloatVector a9 = FloatVector.broadcast(SPECIES, a[i + 9 * DISTANCE]);
            c90 = a9.fma(b0, c90);
            c91 = a9.fma(b1, c91);
            FloatVector a10 = FloatVector.broadcast(SPECIES, a[i + 10 * DISTANCE]);
            c100 = a10.fma(b0, c100);
            c101 = a10.fma(b1, c101);
            FloatVector a11 = FloatVector.broadcast(SPECIES, a[i + 11 * DISTANCE]);
            c110 = a11.fma(b0, c110);
            c111 = a11.fma(b1, c111);
        }
        c00.intoArray(c, cFrom);
        c01.intoArray(c, cFrom + COUNT);
        c10.intoArray(c, cFrom + cRow);
        c11.intoArray(c, cFrom + cRow + COUNT);
        c20.intoArray(c, cFrom + 2 * cRow);
        c21.intoArray(c, cFrom + 2 * cRow + COUNT);
        c30.intoArray(c, cFrom + 3 * cRow);
        c31.intoArray(c, cFrom + 3 * cRow + COUNT);
        c40.intoArray(c, cFrom + 4 * cRow);
        c41.intoArray(c, cFrom + 4 * cRow + COUNT);
        c50.intoArray(c, cFrom + 5 * cRow);
        c51.intoArray(c, cFrom + 5 * cRow + COUNT);
        c60.intoArray(c, cFrom + 6 * cRow);
        c61.intoArray(c, cFrom + 6 * cRow + COUNT);
        c70.intoArray(c, cFrom + 7 * cRow);
        c71.intoArray(c, cFrom + 7 * cRow + COUNT);
        c80.intoArray(c, cFrom + 8 * cRow);
        c81.intoArray(c, cFrom + 8 * cRow + COUNT);
        c90.intoArray(c, cFrom + 9 * cRow);
        c91.intoArray(c, cFrom + 9 * cRow + COUNT);
        c100.intoArray(c, cFrom + 10 * cRow);
        c101.intoArray(c, cFrom + 10 * cRow + COUNT);
        c110.intoArray(c, cFrom + 11 * cRow);
        c111.intoArray(c, cFrom + 11 * cRow + COUNT);
    }

    /** For 16 registers. */
    private static void rows6(
            float[] a,
            int aFrom,
            float[] b,
            int bFrom,
            float[] c,
            int cFrom,
            int cRow,
            boolean adding,
            int depth,
            int never) {
        float[] start = adding ? c : ZEROS;
        int from = adding ? cFrom : 0;
        int row = adding ? cRow : 0;
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, from);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, from + COUNT);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, from + row);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, from + row + COUNT);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, from + 2 * row);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, from + 2 * row + COUNT);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, from + 3 * row);
        FloatVector c31 = FloatVector.fromArray(SPECIES, start, from + 3 * row + COUNT);
        FloatVector c40 = FloatVector.fromArray(SPECIES, start, from + 4 * row);
        FloatVector c41 = FloatVector.fromArray(SPECIES, start, from + 4 * row + COUNT);
        FloatVector c50 = FloatVector.fromArray(SPECIES, start, from + 5 * row);
        FloatVector c51 = FloatVector.fromArray(SPECIES, start, from + 5 * row + COUNT);
        int offset = bFrom - PANEL * aFrom;
        int end = aFrom + depth;
        for (int i = aFrom; i < end; i++) {
            int j = offset + PANEL * i;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, j + COUNT);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[i]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[i + DISTANCE]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            if (i == never) {
                break;
            }
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[i + 2 * DISTANCE]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[i + 3 * DISTANCE]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            if (i == never) {
                break;
            }
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[i + 4 * DISTANCE]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[i + 5 * DISTANCE]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
        }
        c00.intoArray(c, cFrom);
        c01.intoArray(c, cFrom + COUNT);
        c10.intoArray(c, cFrom + cRow);
        c11.intoArray(c, cFrom + cRow + COUNT);
        c20.intoArray(c, cFrom + 2 * cRow);
        c21.intoArray(c, cFrom + 2 * cRow + COUNT);
        c30.intoArray(c, cFrom + 3 * cRow);
        c31.intoArray(c, cFrom + 3 * cRow + COUNT);
        c40.intoArray(c, cFrom + 4 * cRow);
        c41.intoArray(c, cFrom + 4 * cRow + COUNT);
        c50.intoArray(c, cFrom + 5 * cRow);
        c51.intoArray(c, cFrom + 5 * cRow + COUNT);
    }

    private static void rows4(
            float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int cRow, boolean adding, int depth) {
        float[] start = adding ? c : ZEROS;
        int from = adding ? cFrom : 0;
        int row = adding ? cRow : 0;
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, from);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, from + COUNT);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, from + row);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, from + row + COUNT);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, from + 2 * row);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, from + 2 * row + COUNT);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, from + 3 * row);
        FloatVector c31 = FloatVector.fromArray(SPECIES, start, from + 3 * row + COUNT);
        int offset = bFrom - PANEL * aFrom;
        int end = aFrom + depth;
        for (int i = aFrom; i < end; i++) {
            int j = offset + PANEL * i;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, j + COUNT);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[i]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[i + DISTANCE]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[i + 2 * DISTANCE]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[i + 3 * DISTANCE]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        c00.intoArray(c, cFrom);
        c01.intoArray(c, cFrom + COUNT);
        c10.intoArray(c, cFrom + cRow);
        c11.intoArray(c, cFrom + cRow + COUNT);
        c20.intoArray(c, cFrom + 2 * cRow);
        c21.intoArray(c, cFrom + 2 * cRow + COUNT);
        c30.intoArray(c, cFrom + 3 * cRow);
        c31.intoArray(c, cFrom + 3 * cRow + COUNT);
    }

    private static void narrow8(
            float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int cRow, boolean adding, int depth) {
        float[] start = adding ? c : ZEROS;
        int from = adding ? cFrom : 0;
        int row = adding ? cRow : 0;
        FloatVector c0 = FloatVector.fromArray(SPECIES, start, from);
        FloatVector c1 = FloatVector.fromArray(SPECIES, start, from + row);
        FloatVector c2 = FloatVector.fromArray(SPECIES, start, from + 2 * row);
        FloatVector c3 = FloatVector.fromArray(SPECIES, start, from + 3 * row);
        FloatVector c4 = FloatVector.fromArray(SPECIES, start, from + 4 * row);
        FloatVector c5 = FloatVector.fromArray(SPECIES, start, from + 5 * row);
        FloatVector c6 = FloatVector.fromArray(SPECIES, start, from + 6 * row);
        FloatVector c7 = FloatVector.fromArray(SPECIES, start, from + 7 * row);
        int offset = bFrom - COUNT * aFrom;
        int end = aFrom + depth;
        for (int i = aFrom; i < end; i++) {
            int j = offset + COUNT * i;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
            c0 = FloatVector.broadcast(SPECIES, a[i]).fma(b0, c0);
            c1 = FloatVector.broadcast(SPECIES, a[i + DISTANCE]).fma(b0, c1);
            c2 = FloatVector.broadcast(SPECIES, a[i + 2 * DISTANCE]).fma(b0, c2);
            c3 = FloatVector.broadcast(SPECIES, a[i + 3 * DISTANCE]).fma(b0, c3);
            c4 = FloatVector.broadcast(SPECIES, a[i + 4 * DISTANCE]).fma(b0, c4);
            c5 = FloatVector.broadcast(SPECIES, a[i + 5 * DISTANCE]).fma(b0, c5);
            c6 = FloatVector.broadcast(SPECIES, a[i + 6 * DISTANCE]).fma(b0, c6);
            c7 = FloatVector.broadcast(SPECIES, a[i + 7 * DISTANCE]).fma(b0, c7);
        }
        c0.intoArray(c, cFrom);
        c1.intoArray(c, cFrom + cRow);
        c2.intoArray(c, cFrom + 2 * cRow);
        c3.intoArray(c, cFrom + 3 * cRow);
        c4.intoArray(c, cFrom + 4 * cRow);
        c5.intoArray(c, cFrom + 5 * cRow);
        c6.intoArray(c, cFrom + 6 * cRow);
        c7.intoArray(c, cFrom + 7 * cRow);
    }

    private static void narrow4(
            float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int cRow, boolean adding, int depth) {
        float[] start = adding ? c : ZEROS;
        int from = adding ? cFrom : 0;
        int row = adding ? cRow : 0;
        FloatVector c0 = FloatVector.fromArray(SPECIES, start, from);
        FloatVector c1 = FloatVector.fromArray(SPECIES, start, from + row);
        FloatVector c2 = FloatVector.fromArray(SPECIES, start, from + 2 * row);
        FloatVector c3 = FloatVector.fromArray(SPECIES, start, from + 3 * row);
        int offset = bFrom - COUNT * aFrom;
        int end = aFrom + depth;
        for (int i = aFrom; i < end; i++) {
            int j = offset + COUNT * i;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
            c0 = FloatVector.broadcast(SPECIES, a[i]).fma(b0, c0);
            c1 = FloatVector.broadcast(SPECIES, a[i + DISTANCE]).fma(b0, c1);
            c2 = FloatVector.broadcast(SPECIES, a[i + 2 * DISTANCE]).fma(b0, c2);
            c3 = FloatVector.broadcast(SPECIES, a[i + 3 * DISTANCE]).fma(b0, c3);
        }
        c0.intoArray(c, cFrom);
        c1.intoArray(c, cFrom + cRow);
        c2.intoArray(c, cFrom + 2 * cRow);
        c3.intoArray(c, cFrom + 3 * cRow);
    }
}
