package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Gemm.MOST_NARROW_ROWS;
import static io.atelier.engine.kernel.Gemm.MOST_ROWS;
import static io.atelier.engine.kernel.Gemm.ROWS;
import static io.atelier.engine.kernel.Gemm.ZEROS;
import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** As {@link PackedRows}, but of a left factor that is transposed, whose rows lie next to each other. */
final class TransposedRows {

    private TransposedRows() {}

    /**
     * {@code c = a' b}, or {@code c += a' b} with {@code adding}, for {@code rows} of {@code a'}.
     *
     * @param aStep from one row of {@code a [depth, rows]} to the next
     * @param rows as {@link PackedRows#multiply}
     * @param bStep from one row of {@code b [depth, width]} and of {@code c [rows, width]} to the next
     */
    static void multiply(
            float[] a,
            int aFrom,
            int aStep,
            int rows,
            float[] b,
            int bFrom,
            int bStep,
            int width,
            float[] c,
            int cFrom,
            boolean adding,
            int depth) {
        int row = 0;
        if (width == COUNT) {
            for (; row + MOST_NARROW_ROWS <= rows; row += MOST_NARROW_ROWS) {
                narrow8(a, aFrom + row, aStep, b, bFrom, bStep, c, cFrom + row * bStep, adding, depth);
            }
        } else if (rows == MOST_ROWS) {
            if (Lanes.MANY_REGISTERS) {
                rows12(a, aFrom, aStep, b, bFrom, bStep, c, cFrom, adding, depth);
            } else {
                rows6(a, aFrom, aStep, b, bFrom, bStep, c, cFrom, adding, depth);
                rows6(a, aFrom + 6, aStep, b, bFrom, bStep, c, cFrom + 6 * bStep, adding, depth);
            }
            row = MOST_ROWS;
        }
        for (; row < rows; row += ROWS) {
            rows4(a, aFrom + row, aStep, b, bFrom, bStep, c, cFrom + row * bStep, width - COUNT, adding, depth);
        }
    }

    /** 12 rows by two vectors of columns: for 32 registers. */
    private static void rows12(
            float[] a,
            int aFrom,
            int aStep,
            float[] b,
            int bFrom,
            int bStep,
            float[] c,
            int cFrom,
            boolean adding,
            int depth) {
        float[] start = adding ? c : ZEROS;
        int from = adding ? cFrom : 0;
        int row = adding ? bStep : 0;
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
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bFrom);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bFrom + COUNT);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[aFrom]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[aFrom + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[aFrom + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[aFrom + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[aFrom + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[aFrom + 5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            FloatVector a6 = FloatVector.broadcast(SPECIES, a[aFrom + 6]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            FloatVector a7 = FloatVector.broadcast(SPECIES, a[aFrom + 7]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
            FloatVector a8 = FloatVector.broadcast(SPECIES, a[aFrom + 8]);
            c80 = a8.fma(b0, c80);
            c81 = a8.fma(b1, c81);
            FloatVector a9 = FloatVector.broadcast(SPECIES, a[aFrom + 9]);
            c90 = a9.fma(b0, c90);
            c91 = a9.fma(b1, c91);
            FloatVector a10 = FloatVector.broadcast(SPECIES, a[aFrom + 10]);
            c100 = a10.fma(b0, c100);
            c101 = a10.fma(b1, c101);
            FloatVector a11 = FloatVector.broadcast(SPECIES, a[aFrom + 11]);
            c110 = a11.fma(b0, c110);
            c111 = a11.fma(b1, c111);
            aFrom += aStep;
            bFrom += bStep;
        }
        c00.intoArray(c, cFrom);
        c01.intoArray(c, cFrom + COUNT);
        c10.intoArray(c, cFrom + bStep);
        c11.intoArray(c, cFrom + bStep + COUNT);
        c20.intoArray(c, cFrom + 2 * bStep);
        c21.intoArray(c, cFrom + 2 * bStep + COUNT);
        c30.intoArray(c, cFrom + 3 * bStep);
        c31.intoArray(c, cFrom + 3 * bStep + COUNT);
        c40.intoArray(c, cFrom + 4 * bStep);
        c41.intoArray(c, cFrom + 4 * bStep + COUNT);
        c50.intoArray(c, cFrom + 5 * bStep);
        c51.intoArray(c, cFrom + 5 * bStep + COUNT);
        c60.intoArray(c, cFrom + 6 * bStep);
        c61.intoArray(c, cFrom + 6 * bStep + COUNT);
        c70.intoArray(c, cFrom + 7 * bStep);
        c71.intoArray(c, cFrom + 7 * bStep + COUNT);
        c80.intoArray(c, cFrom + 8 * bStep);
        c81.intoArray(c, cFrom + 8 * bStep + COUNT);
        c90.intoArray(c, cFrom + 9 * bStep);
        c91.intoArray(c, cFrom + 9 * bStep + COUNT);
        c100.intoArray(c, cFrom + 10 * bStep);
        c101.intoArray(c, cFrom + 10 * bStep + COUNT);
        c110.intoArray(c, cFrom + 11 * bStep);
        c111.intoArray(c, cFrom + 11 * bStep + COUNT);
    }

    /** 6 rows by two vectors of columns: for 16 registers. */
    private static void rows6(
            float[] a,
            int aFrom,
            int aStep,
            float[] b,
            int bFrom,
            int bStep,
            float[] c,
            int cFrom,
            boolean adding,
            int depth) {
        float[] start = adding ? c : ZEROS;
        int from = adding ? cFrom : 0;
        int row = adding ? bStep : 0;
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
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bFrom);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bFrom + COUNT);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[aFrom]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[aFrom + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[aFrom + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[aFrom + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[aFrom + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[aFrom + 5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            aFrom += aStep;
            bFrom += bStep;
        }
        c00.intoArray(c, cFrom);
        c01.intoArray(c, cFrom + COUNT);
        c10.intoArray(c, cFrom + bStep);
        c11.intoArray(c, cFrom + bStep + COUNT);
        c20.intoArray(c, cFrom + 2 * bStep);
        c21.intoArray(c, cFrom + 2 * bStep + COUNT);
        c30.intoArray(c, cFrom + 3 * bStep);
        c31.intoArray(c, cFrom + 3 * bStep + COUNT);
        c40.intoArray(c, cFrom + 4 * bStep);
        c41.intoArray(c, cFrom + 4 * bStep + COUNT);
        c50.intoArray(c, cFrom + 5 * bStep);
        c51.intoArray(c, cFrom + 5 * bStep + COUNT);
    }

    /**
     * 4 rows by two vectors of columns.
     *
     * @param second from the first vector to the other; 0 if there is only one, which is then computed twice
     */
    private static void rows4(
            float[] a,
            int aFrom,
            int aStep,
            float[] b,
            int bFrom,
            int bStep,
            float[] c,
            int cFrom,
            int second,
            boolean adding,
            int depth) {
        float[] start = adding ? c : ZEROS;
        int from = adding ? cFrom : 0;
        int row = adding ? bStep : 0;
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, from);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, from + second);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, from + row);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, from + row + second);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, from + 2 * row);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, from + 2 * row + second);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, from + 3 * row);
        FloatVector c31 = FloatVector.fromArray(SPECIES, start, from + 3 * row + second);
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bFrom);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bFrom + second);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[aFrom]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[aFrom + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[aFrom + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[aFrom + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            aFrom += aStep;
            bFrom += bStep;
        }
        c00.intoArray(c, cFrom);
        c01.intoArray(c, cFrom + second);
        c10.intoArray(c, cFrom + bStep);
        c11.intoArray(c, cFrom + bStep + second);
        c20.intoArray(c, cFrom + 2 * bStep);
        c21.intoArray(c, cFrom + 2 * bStep + second);
        c30.intoArray(c, cFrom + 3 * bStep);
        c31.intoArray(c, cFrom + 3 * bStep + second);
    }

    /** 8 rows by one vector of columns. */
    private static void narrow8(
            float[] a,
            int aFrom,
            int aStep,
            float[] b,
            int bFrom,
            int bStep,
            float[] c,
            int cFrom,
            boolean adding,
            int depth) {
        float[] start = adding ? c : ZEROS;
        int from = adding ? cFrom : 0;
        int row = adding ? bStep : 0;
        FloatVector c0 = FloatVector.fromArray(SPECIES, start, from);
        FloatVector c1 = FloatVector.fromArray(SPECIES, start, from + row);
        FloatVector c2 = FloatVector.fromArray(SPECIES, start, from + 2 * row);
        FloatVector c3 = FloatVector.fromArray(SPECIES, start, from + 3 * row);
        FloatVector c4 = FloatVector.fromArray(SPECIES, start, from + 4 * row);
        FloatVector c5 = FloatVector.fromArray(SPECIES, start, from + 5 * row);
        FloatVector c6 = FloatVector.fromArray(SPECIES, start, from + 6 * row);
        FloatVector c7 = FloatVector.fromArray(SPECIES, start, from + 7 * row);
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bFrom);
            c0 = FloatVector.broadcast(SPECIES, a[aFrom]).fma(b0, c0);
            c1 = FloatVector.broadcast(SPECIES, a[aFrom + 1]).fma(b0, c1);
            c2 = FloatVector.broadcast(SPECIES, a[aFrom + 2]).fma(b0, c2);
            c3 = FloatVector.broadcast(SPECIES, a[aFrom + 3]).fma(b0, c3);
            c4 = FloatVector.broadcast(SPECIES, a[aFrom + 4]).fma(b0, c4);
            c5 = FloatVector.broadcast(SPECIES, a[aFrom + 5]).fma(b0, c5);
            c6 = FloatVector.broadcast(SPECIES, a[aFrom + 6]).fma(b0, c6);
            c7 = FloatVector.broadcast(SPECIES, a[aFrom + 7]).fma(b0, c7);
            aFrom += aStep;
            bFrom += bStep;
        }
        c0.intoArray(c, cFrom);
        c1.intoArray(c, cFrom + bStep);
        c2.intoArray(c, cFrom + 2 * bStep);
        c3.intoArray(c, cFrom + 3 * bStep);
        c4.intoArray(c, cFrom + 4 * bStep);
        c5.intoArray(c, cFrom + 5 * bStep);
        c6.intoArray(c, cFrom + 6 * bStep);
        c7.intoArray(c, cFrom + 7 * bStep);
    }
}
