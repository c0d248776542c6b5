package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Gemm.MOST_NARROW_ROWS;
import static io.atelier.engine.kernel.Gemm.ROWS;
import static io.atelier.engine.kernel.Gemm.ZEROS;
import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.PANEL;
import static io.atelier.engine.kernel.Lanes.SPECIES;
import static io.atelier.engine.kernel.PackedRows.NEVER;

import jdk.incubator.vector.FloatVector;

/**
 * As {@link PackedRows}, but of a left factor that is transposed: one of its panels, with as many rows as the panel has
 * columns, which lie next to each other.
 */
final class TransposedRows {

    private TransposedRows() {}

    /**
     * {@code c = a' b}, or {@code c += a' b} with {@code adding}.
     *
     * @param aWidth of the panel {@code a [depth, aWidth]}
     * @param bWidth of the panel {@code b [depth, bWidth]}
     * @param cRow from one row of {@code c [aWidth, bWidth]} to the next
     */
    static void multiply(
            float[] a,
            int aFrom,
            int aWidth,
            float[] b,
            int bFrom,
            int bWidth,
            float[] c,
            int cFrom,
            int cRow,
            boolean adding,
            int depth) {
        if (aWidth < PANEL || bWidth < PANEL) {
            for (int column = 0; column < bWidth; column += COUNT) {
                multiplyVector(a, aFrom, aWidth, b, bFrom + column, bWidth, c, cFrom + column, cRow, adding, depth);
            }
        } else if (Lanes.MANY_REGISTERS) {
            for (int row = 0; row < PANEL; row += 8) {
                rows8(a, aFrom + row, b, bFrom, c, cFrom + row * cRow, cRow, adding, depth);
            }
        } else {
            rows6(a, aFrom, b, bFrom, c, cFrom, cRow, adding, depth, NEVER);
            rows5(a, aFrom + 6, b, bFrom, c, cFrom + 6 * cRow, cRow, adding, depth);
            rows5(a, aFrom + 11, b, bFrom, c, cFrom + 11 * cRow, cRow, adding, depth);
        }
    }

    /** One vector of columns. */
    private static void multiplyVector(
            float[] a,
            int aFrom,
            int aWidth,
            float[] b,
            int bFrom,
            int bWidth,
            float[] c,
            int cFrom,
            int cRow,
            boolean adding,
            int depth) {
        int row = 0;
        for (; row + MOST_NARROW_ROWS <= aWidth; row += MOST_NARROW_ROWS) {
            narrow8(a, aFrom + row, aWidth, b, bFrom, bWidth, c, cFrom + row * cRow, cRow, adding, depth);
        }
        for (; row < aWidth; row += ROWS) {
            narrow4(a, aFrom + row, aWidth, b, bFrom, bWidth, c, cFrom + row * cRow, cRow, adding, depth);
        }
    }

    /** For 32 registers. */
    private static void rows8(
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
        int offset = aFrom - bFrom;
        int end = bFrom + PANEL * depth;
        for (int j = bFrom; j < end; j += PANEL) {
            int i = offset + j;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, j + COUNT);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[i]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[i + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[i + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[i + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[i + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[i + 5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            FloatVector a6 = FloatVector.broadcast(SPECIES, a[i + 6]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            FloatVector a7 = FloatVector.broadcast(SPECIES, a[i + 7]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
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
        int offset = aFrom - bFrom;
        int end = bFrom + PANEL * depth;
        for (int j = bFrom; j < end; j += PANEL) {
            int i = offset + j;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, j + COUNT);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[i]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[i + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            if (i == never) {
                break;
            }
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[i + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[i + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            if (i == never) {
                break;
            }
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[i + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[i + 5]);
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

    /** For 16 registers. */
    private static void rows5(
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
        int offset = aFrom - bFrom;
        int end = bFrom + PANEL * depth;
        for (int j = bFrom; j < end; j += PANEL) {
            int i = offset + j;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, j + COUNT);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[i]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[i + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[i + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[i + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[i + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
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
    }

    private static void narrow8(
            float[] a,
            int aFrom,
            int aStep,
            float[] b,
            int bFrom,
            int bStep,
            float[] c,
            int cFrom,
            int cRow,
            boolean adding,
            int depth) {
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
        int i = aFrom;
        int j = bFrom;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
            c0 = FloatVector.broadcast(SPECIES, a[i]).fma(b0, c0);
            c1 = FloatVector.broadcast(SPECIES, a[i + 1]).fma(b0, c1);
            c2 = FloatVector.broadcast(SPECIES, a[i + 2]).fma(b0, c2);
            c3 = FloatVector.broadcast(SPECIES, a[i + 3]).fma(b0, c3);
            c4 = FloatVector.broadcast(SPECIES, a[i + 4]).fma(b0, c4);
            c5 = FloatVector.broadcast(SPECIES, a[i + 5]).fma(b0, c5);
            c6 = FloatVector.broadcast(SPECIES, a[i + 6]).fma(b0, c6);
            c7 = FloatVector.broadcast(SPECIES, a[i + 7]).fma(b0, c7);
            i += aStep;
            j += bStep;
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
            float[] a,
            int aFrom,
            int aStep,
            float[] b,
            int bFrom,
            int bStep,
            float[] c,
            int cFrom,
            int cRow,
            boolean adding,
            int depth) {
        float[] start = adding ? c : ZEROS;
        int from = adding ? cFrom : 0;
        int row = adding ? cRow : 0;
        FloatVector c0 = FloatVector.fromArray(SPECIES, start, from);
        FloatVector c1 = FloatVector.fromArray(SPECIES, start, from + row);
        FloatVector c2 = FloatVector.fromArray(SPECIES, start, from + 2 * row);
        FloatVector c3 = FloatVector.fromArray(SPECIES, start, from + 3 * row);
        int i = aFrom;
        int j = bFrom;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
            c0 = FloatVector.broadcast(SPECIES, a[i]).fma(b0, c0);
            c1 = FloatVector.broadcast(SPECIES, a[i + 1]).fma(b0, c1);
            c2 = FloatVector.broadcast(SPECIES, a[i + 2]).fma(b0, c2);
            c3 = FloatVector.broadcast(SPECIES, a[i + 3]).fma(b0, c3);
            i += aStep;
            j += bStep;
        }
        c0.intoArray(c, cFrom);
        c1.intoArray(c, cFrom + cRow);
        c2.intoArray(c, cFrom + 2 * cRow);
        c3.intoArray(c, cFrom + 3 * cRow);
    }
}
