package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.PANEL;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Products of small matrices. Every element is summed by fused multiply-adds in the order of the inner dimension, so that
 * it has the same bits whatever the width of the machine's vectors.
 */
final class Gemm {

    /** Rows are computed in multiples of this. */
    static final int ROWS = 4;

    /** For 24 sums: of AVX-512 and NEON, but not of AVX2. */
    private static final boolean MANY_REGISTERS = COUNT != 8;

    private static final float[] ZEROS = new float[PANEL];

    private Gemm() {}

    /**
     * {@code c = a b} for {@code a [rows, depth]}, {@code b [depth, columns]} in panels of {@link Lanes#PANEL} columns and
     * {@code c [rows, columns]}.
     */
    static void multiply(
            float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int rows, int depth, int columns) {
        multiply(a, aFrom, b, bFrom, c, cFrom, columns, rows, depth, columns);
    }

    /** As {@link #multiply}, to columns of {@code c}, whose rows are {@code cRow} long. */
    static void multiply(
            float[] a,
            int aFrom,
            float[] b,
            int bFrom,
            float[] c,
            int cFrom,
            int cRow,
            int rows,
            int depth,
            int columns) {
        for (int column = 0; column < columns; column += PANEL) {
            int width = Panels.width(column, columns);
            panel(
                    width,
                    a,
                    aFrom,
                    depth,
                    1,
                    b,
                    bFrom + column * depth,
                    width,
                    c,
                    cFrom + column,
                    cRow,
                    ZEROS,
                    0,
                    0,
                    rows,
                    depth);
        }
    }

    /** The next multiple of {@link #ROWS}. */
    static int rows(int count) {
        return (count + ROWS - 1) / ROWS * ROWS;
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
            int columns) {
        for (int column = 0; column < columns; column += PANEL) {
            int width = Panels.width(column, columns);
            int from = (bColumn + column) * bRows + bRow * width;
            panel(width, a, 0, aRow, 1, b, from, width, c, column, columns, c, column, columns, rows, depth);
        }
    }

    /** As {@link #multiply}, but {@code b} is not in panels and the rows of {@code a} are {@code aRow} long. */
    static void multiplyRows(float[] a, int aRow, float[] b, float[] c, int rows, int depth, int columns) {
        for (int column = 0; column < columns; column += PANEL) {
            int width = Panels.width(column, columns);
            panel(width, a, 0, aRow, 1, b, column, columns, c, column, columns, ZEROS, 0, 0, rows, depth);
        }
    }

    /** {@code c += a' b} for {@code a [depth, rows]}, {@code b [depth, columns]} and {@code c [rows, columns]}. */
    static void addTransposed(
            float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int depth, int rows, int columns) {
        multiplyTransposed(a, aFrom, b, bFrom, c, cFrom, depth, rows, columns, true);
    }

    /** {@code c = a' b} as {@link #addTransposed}; with {@code adding}, {@code c += a' b}. */
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
        for (int column = 0; column < columns; column += PANEL) {
            float[] start = adding ? c : ZEROS;
            int startFrom = adding ? cFrom + column : 0;
            int startRow = adding ? columns : 0;
            panel(
                    Panels.width(column, columns),
                    a,
                    aFrom,
                    1,
                    rows,
                    b,
                    bFrom + column,
                    columns,
                    c,
                    cFrom + column,
                    columns,
                    start,
                    startFrom,
                    startRow,
                    rows,
                    depth);
        }
    }

    /** So many of the rows are computed six at a time; a multiple of {@link #ROWS} is left. */
    private static int sixes(int rows) {
        return rows / 12 * 12;
    }

    /** @param width of the panel: {@link Lanes#PANEL}, or half of it */
    private static void panel(
            int width,
            float[] a,
            int aFrom,
            int aRow,
            int aStep,
            float[] b,
            int bFrom,
            int bStep,
            float[] c,
            int cFrom,
            int cRow,
            float[] start,
            int startFrom,
            int startRow,
            int rows,
            int depth) {
        int row = 0;
        if (width == COUNT) {
            for (; row + 8 <= rows; row += 8) {
                narrow8(
                        a,
                        aFrom + row * aRow,
                        aRow,
                        aStep,
                        b,
                        bFrom,
                        bStep,
                        c,
                        cFrom + row * cRow,
                        cRow,
                        start,
                        startFrom + row * startRow,
                        startRow,
                        depth);
            }
            for (; row < rows; row += ROWS) {
                narrow4(
                        a,
                        aFrom + row * aRow,
                        aRow,
                        aStep,
                        b,
                        bFrom,
                        bStep,
                        c,
                        cFrom + row * cRow,
                        cRow,
                        start,
                        startFrom + row * startRow,
                        startRow,
                        depth);
            }
        } else if (MANY_REGISTERS) {
            for (; row + 12 <= rows; row += 12) {
                rows12(
                        a,
                        aFrom + row * aRow,
                        aRow,
                        aStep,
                        b,
                        bFrom,
                        bStep,
                        c,
                        cFrom + row * cRow,
                        cRow,
                        start,
                        startFrom + row * startRow,
                        startRow,
                        depth);
            }
        } else {
            for (int end = sixes(rows); row < end; row += 6) {
                rows6(
                        a,
                        aFrom + row * aRow,
                        aRow,
                        aStep,
                        b,
                        bFrom,
                        bStep,
                        c,
                        cFrom + row * cRow,
                        cRow,
                        start,
                        startFrom + row * startRow,
                        startRow,
                        depth);
            }
        }
        for (; row < rows; row += ROWS) {
            rows4(
                    a,
                    aFrom + row * aRow,
                    aRow,
                    aStep,
                    b,
                    bFrom,
                    bStep,
                    c,
                    cFrom + row * cRow,
                    cRow,
                    start,
                    startFrom + row * startRow,
                    startRow,
                    depth);
        }
    }

    private static void rows12(
            float[] a,
            int aFrom,
            int aRow,
            int aStep,
            float[] b,
            int bFrom,
            int bStep,
            float[] c,
            int cFrom,
            int cRow,
            float[] start,
            int startFrom,
            int startRow,
            int depth) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startFrom);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startFrom + COUNT);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startFrom + startRow);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, startFrom + startRow + COUNT);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, startFrom + 2 * startRow);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, startFrom + 2 * startRow + COUNT);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, startFrom + 3 * startRow);
        FloatVector c31 = FloatVector.fromArray(SPECIES, start, startFrom + 3 * startRow + COUNT);
        FloatVector c40 = FloatVector.fromArray(SPECIES, start, startFrom + 4 * startRow);
        FloatVector c41 = FloatVector.fromArray(SPECIES, start, startFrom + 4 * startRow + COUNT);
        FloatVector c50 = FloatVector.fromArray(SPECIES, start, startFrom + 5 * startRow);
        FloatVector c51 = FloatVector.fromArray(SPECIES, start, startFrom + 5 * startRow + COUNT);
        FloatVector c60 = FloatVector.fromArray(SPECIES, start, startFrom + 6 * startRow);
        FloatVector c61 = FloatVector.fromArray(SPECIES, start, startFrom + 6 * startRow + COUNT);
        FloatVector c70 = FloatVector.fromArray(SPECIES, start, startFrom + 7 * startRow);
        FloatVector c71 = FloatVector.fromArray(SPECIES, start, startFrom + 7 * startRow + COUNT);
        FloatVector c80 = FloatVector.fromArray(SPECIES, start, startFrom + 8 * startRow);
        FloatVector c81 = FloatVector.fromArray(SPECIES, start, startFrom + 8 * startRow + COUNT);
        FloatVector c90 = FloatVector.fromArray(SPECIES, start, startFrom + 9 * startRow);
        FloatVector c91 = FloatVector.fromArray(SPECIES, start, startFrom + 9 * startRow + COUNT);
        FloatVector c100 = FloatVector.fromArray(SPECIES, start, startFrom + 10 * startRow);
        FloatVector c101 = FloatVector.fromArray(SPECIES, start, startFrom + 10 * startRow + COUNT);
        FloatVector c110 = FloatVector.fromArray(SPECIES, start, startFrom + 11 * startRow);
        FloatVector c111 = FloatVector.fromArray(SPECIES, start, startFrom + 11 * startRow + COUNT);
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bFrom);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bFrom + COUNT);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[aFrom]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[aFrom + aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[aFrom + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[aFrom + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[aFrom + 4 * aRow]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[aFrom + 5 * aRow]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            FloatVector a6 = FloatVector.broadcast(SPECIES, a[aFrom + 6 * aRow]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            FloatVector a7 = FloatVector.broadcast(SPECIES, a[aFrom + 7 * aRow]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
            FloatVector a8 = FloatVector.broadcast(SPECIES, a[aFrom + 8 * aRow]);
            c80 = a8.fma(b0, c80);
            c81 = a8.fma(b1, c81);
            FloatVector a9 = FloatVector.broadcast(SPECIES, a[aFrom + 9 * aRow]);
            c90 = a9.fma(b0, c90);
            c91 = a9.fma(b1, c91);
            FloatVector a10 = FloatVector.broadcast(SPECIES, a[aFrom + 10 * aRow]);
            c100 = a10.fma(b0, c100);
            c101 = a10.fma(b1, c101);
            FloatVector a11 = FloatVector.broadcast(SPECIES, a[aFrom + 11 * aRow]);
            c110 = a11.fma(b0, c110);
            c111 = a11.fma(b1, c111);
            aFrom += aStep;
            bFrom += bStep;
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

    private static void rows6(
            float[] a,
            int aFrom,
            int aRow,
            int aStep,
            float[] b,
            int bFrom,
            int bStep,
            float[] c,
            int cFrom,
            int cRow,
            float[] start,
            int startFrom,
            int startRow,
            int depth) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startFrom);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startFrom + COUNT);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startFrom + startRow);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, startFrom + startRow + COUNT);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, startFrom + 2 * startRow);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, startFrom + 2 * startRow + COUNT);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, startFrom + 3 * startRow);
        FloatVector c31 = FloatVector.fromArray(SPECIES, start, startFrom + 3 * startRow + COUNT);
        FloatVector c40 = FloatVector.fromArray(SPECIES, start, startFrom + 4 * startRow);
        FloatVector c41 = FloatVector.fromArray(SPECIES, start, startFrom + 4 * startRow + COUNT);
        FloatVector c50 = FloatVector.fromArray(SPECIES, start, startFrom + 5 * startRow);
        FloatVector c51 = FloatVector.fromArray(SPECIES, start, startFrom + 5 * startRow + COUNT);
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bFrom);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bFrom + COUNT);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[aFrom]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[aFrom + aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[aFrom + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[aFrom + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[aFrom + 4 * aRow]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[aFrom + 5 * aRow]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            aFrom += aStep;
            bFrom += bStep;
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
            float[] a,
            int aFrom,
            int aRow,
            int aStep,
            float[] b,
            int bFrom,
            int bStep,
            float[] c,
            int cFrom,
            int cRow,
            float[] start,
            int startFrom,
            int startRow,
            int depth) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startFrom);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startFrom + COUNT);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startFrom + startRow);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, startFrom + startRow + COUNT);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, startFrom + 2 * startRow);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, startFrom + 2 * startRow + COUNT);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, startFrom + 3 * startRow);
        FloatVector c31 = FloatVector.fromArray(SPECIES, start, startFrom + 3 * startRow + COUNT);
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bFrom);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bFrom + COUNT);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[aFrom]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[aFrom + aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[aFrom + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[aFrom + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            aFrom += aStep;
            bFrom += bStep;
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
            float[] a,
            int aFrom,
            int aRow,
            int aStep,
            float[] b,
            int bFrom,
            int bStep,
            float[] c,
            int cFrom,
            int cRow,
            float[] start,
            int startFrom,
            int startRow,
            int depth) {
        FloatVector c0 = FloatVector.fromArray(SPECIES, start, startFrom);
        FloatVector c1 = FloatVector.fromArray(SPECIES, start, startFrom + startRow);
        FloatVector c2 = FloatVector.fromArray(SPECIES, start, startFrom + 2 * startRow);
        FloatVector c3 = FloatVector.fromArray(SPECIES, start, startFrom + 3 * startRow);
        FloatVector c4 = FloatVector.fromArray(SPECIES, start, startFrom + 4 * startRow);
        FloatVector c5 = FloatVector.fromArray(SPECIES, start, startFrom + 5 * startRow);
        FloatVector c6 = FloatVector.fromArray(SPECIES, start, startFrom + 6 * startRow);
        FloatVector c7 = FloatVector.fromArray(SPECIES, start, startFrom + 7 * startRow);
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bFrom);
            c0 = FloatVector.broadcast(SPECIES, a[aFrom]).fma(b0, c0);
            c1 = FloatVector.broadcast(SPECIES, a[aFrom + aRow]).fma(b0, c1);
            c2 = FloatVector.broadcast(SPECIES, a[aFrom + 2 * aRow]).fma(b0, c2);
            c3 = FloatVector.broadcast(SPECIES, a[aFrom + 3 * aRow]).fma(b0, c3);
            c4 = FloatVector.broadcast(SPECIES, a[aFrom + 4 * aRow]).fma(b0, c4);
            c5 = FloatVector.broadcast(SPECIES, a[aFrom + 5 * aRow]).fma(b0, c5);
            c6 = FloatVector.broadcast(SPECIES, a[aFrom + 6 * aRow]).fma(b0, c6);
            c7 = FloatVector.broadcast(SPECIES, a[aFrom + 7 * aRow]).fma(b0, c7);
            aFrom += aStep;
            bFrom += bStep;
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
            int aRow,
            int aStep,
            float[] b,
            int bFrom,
            int bStep,
            float[] c,
            int cFrom,
            int cRow,
            float[] start,
            int startFrom,
            int startRow,
            int depth) {
        FloatVector c0 = FloatVector.fromArray(SPECIES, start, startFrom);
        FloatVector c1 = FloatVector.fromArray(SPECIES, start, startFrom + startRow);
        FloatVector c2 = FloatVector.fromArray(SPECIES, start, startFrom + 2 * startRow);
        FloatVector c3 = FloatVector.fromArray(SPECIES, start, startFrom + 3 * startRow);
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bFrom);
            c0 = FloatVector.broadcast(SPECIES, a[aFrom]).fma(b0, c0);
            c1 = FloatVector.broadcast(SPECIES, a[aFrom + aRow]).fma(b0, c1);
            c2 = FloatVector.broadcast(SPECIES, a[aFrom + 2 * aRow]).fma(b0, c2);
            c3 = FloatVector.broadcast(SPECIES, a[aFrom + 3 * aRow]).fma(b0, c3);
            aFrom += aStep;
            bFrom += bStep;
        }

        c0.intoArray(c, cFrom);
        c1.intoArray(c, cFrom + cRow);
        c2.intoArray(c, cFrom + 2 * cRow);
        c3.intoArray(c, cFrom + 3 * cRow);
    }
}
