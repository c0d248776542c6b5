package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Gemm.ROWS;
import static io.atelier.engine.kernel.Gemm.ZEROS;
import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.PANEL;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * As {@link PackedRows}, but of a left factor whose rows are what windows cover of an image. In each line of pixels the
 * windows are a constant distance apart, and they overlap: nothing is copied, neither for a window nor for a product.
 */
final class WindowRows {

    /** Lines of a window that are multiplied at a time. */
    private static final int LINES = 3;

    private WindowRows() {}

    /**
     * {@code c = a b}.
     *
     * @param from of the first window in {@code image}
     * @param distance from one window to the next
     * @param line from one line of pixels to the next
     * @param run what a window covers of a line: so many floats lie together
     * @param windowLines how many lines a window has
     * @param b {@code [windowLines * run, columns]} in panels, a multiple of {@link Lanes#PANEL} of columns
     * @param rows a multiple of {@link Gemm#ROWS}
     */
    static void multiply(
            float[] image, int from, int distance, int line, int run, int windowLines, Matrix b, Matrix c, int rows) {
        for (int row = 0; row < rows; row += ROWS) {
            for (int column = 0; column < c.columns(); column += PANEL) {
                for (int first = 0; first < windowLines; first += LINES) {
                    rows4(
                            image,
                            from + row * distance + first * line,
                            distance,
                            line,
                            run,
                            Math.min(LINES, windowLines - first),
                            b.values(),
                            b.at(first * run, column),
                            c.values(),
                            c.at(row, column),
                            c.step(column),
                            first > 0);
                }
            }
        }
    }

    /** Line after line: a loop around these loops would not leave the sums in registers. */
    private static void rows4(
            float[] a,
            int aFrom,
            int distance,
            int aLine,
            int run,
            int lines,
            float[] b,
            int bFrom,
            float[] c,
            int cFrom,
            int cRow,
            boolean adding) {
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
        int distance2 = 2 * distance;
        int distance3 = 3 * distance;
        {
            int begin = aFrom;
            int end = begin + run;
            int offset = bFrom - PANEL * begin;
            for (int i = begin; i < end; i++) {
                int j = offset + PANEL * i;
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, j + COUNT);
                FloatVector a0 = FloatVector.broadcast(SPECIES, a[i]);
                c00 = a0.fma(b0, c00);
                c01 = a0.fma(b1, c01);
                FloatVector a1 = FloatVector.broadcast(SPECIES, a[i + distance]);
                c10 = a1.fma(b0, c10);
                c11 = a1.fma(b1, c11);
                FloatVector a2 = FloatVector.broadcast(SPECIES, a[i + distance2]);
                c20 = a2.fma(b0, c20);
                c21 = a2.fma(b1, c21);
                FloatVector a3 = FloatVector.broadcast(SPECIES, a[i + distance3]);
                c30 = a3.fma(b0, c30);
                c31 = a3.fma(b1, c31);
            }
        }
        if (lines > 1) {
            int begin = aFrom + aLine;
            int end = begin + run;
            int offset = bFrom + run * PANEL - PANEL * begin;
            for (int i = begin; i < end; i++) {
                int j = offset + PANEL * i;
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, j + COUNT);
                FloatVector a0 = FloatVector.broadcast(SPECIES, a[i]);
                c00 = a0.fma(b0, c00);
                c01 = a0.fma(b1, c01);
                FloatVector a1 = FloatVector.broadcast(SPECIES, a[i + distance]);
                c10 = a1.fma(b0, c10);
                c11 = a1.fma(b1, c11);
                FloatVector a2 = FloatVector.broadcast(SPECIES, a[i + distance2]);
                c20 = a2.fma(b0, c20);
                c21 = a2.fma(b1, c21);
                FloatVector a3 = FloatVector.broadcast(SPECIES, a[i + distance3]);
                c30 = a3.fma(b0, c30);
                c31 = a3.fma(b1, c31);
            }
        }
        if (lines > 2) {
            int begin = aFrom + 2 * aLine;
            int end = begin + run;
            int offset = bFrom + 2 * run * PANEL - PANEL * begin;
            for (int i = begin; i < end; i++) {
                int j = offset + PANEL * i;
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, j + COUNT);
                FloatVector a0 = FloatVector.broadcast(SPECIES, a[i]);
                c00 = a0.fma(b0, c00);
                c01 = a0.fma(b1, c01);
                FloatVector a1 = FloatVector.broadcast(SPECIES, a[i + distance]);
                c10 = a1.fma(b0, c10);
                c11 = a1.fma(b1, c11);
                FloatVector a2 = FloatVector.broadcast(SPECIES, a[i + distance2]);
                c20 = a2.fma(b0, c20);
                c21 = a2.fma(b1, c21);
                FloatVector a3 = FloatVector.broadcast(SPECIES, a[i + distance3]);
                c30 = a3.fma(b0, c30);
                c31 = a3.fma(b1, c31);
            }
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
}
