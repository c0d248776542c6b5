package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Gemm.MOST_ROWS;
import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.PANEL;
import static io.atelier.engine.kernel.Lanes.SPECIES;
import static io.atelier.engine.kernel.PackedRows.NEVER;

import jdk.incubator.vector.FloatVector;

/**
 * As {@link PackedRows}, but of a left factor that lies in one panel or in two. Its rows already are a constant distance
 * apart, and with so few columns a copy would take as long as half of the products.
 */
final class PanelRows {

    private PanelRows() {}

    /** Whether {@link #multiply} can, for {@code depth} columns of {@code a}. */
    static boolean fit(Matrix a, Matrix c, int depth) {
        return !Lanes.MANY_REGISTERS
                && a.isInPanels()
                && (depth == PANEL || depth == 2 * PANEL)
                && c.columns() % PANEL == 0;
    }

    /** {@code c = a b}. */
    static void multiply(Matrix a, Matrix b, Matrix c, int rows, int depth) {
        int panel = a.panelStep();
        int whole = rows / MOST_ROWS * MOST_ROWS;
        for (int row = 0; row < whole; row += MOST_ROWS / 2) {
            for (int column = 0; column < c.columns(); column += PANEL) {
                int cFrom = c.at(row, column);
                int aFrom = a.at(row, 0);
                rows6(
                        a.values(),
                        aFrom,
                        panel,
                        b.values(),
                        b.at(0, column),
                        c.values(),
                        cFrom,
                        c.step(column),
                        depth,
                        NEVER);
            }
        }
        int from = a.at(whole, 0);
        WindowRows.multiply(a.values(), from, PANEL, panel, PANEL, depth / PANEL, b, c.rowsFrom(whole), rows - whole);
    }

    /** Panel after panel: a loop around both loops would not leave the sums in registers. */
    private static void rows6(
            float[] a,
            int aFrom,
            int aPanel,
            float[] b,
            int bFrom,
            float[] c,
            int cFrom,
            int cRow,
            int depth,
            int never) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c11 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c21 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c31 = FloatVector.zero(SPECIES);
        FloatVector c40 = FloatVector.zero(SPECIES);
        FloatVector c41 = FloatVector.zero(SPECIES);
        FloatVector c50 = FloatVector.zero(SPECIES);
        FloatVector c51 = FloatVector.zero(SPECIES);
        int end = aFrom + PANEL;
        int offset = bFrom - PANEL * aFrom;
        for (int i = aFrom; i < end; i++) {
            int j = offset + PANEL * i;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, j + COUNT);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[i]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[i + PANEL]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            if (i == never) {
                break;
            }
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[i + 2 * PANEL]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[i + 3 * PANEL]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            if (i == never) {
                break;
            }
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[i + 4 * PANEL]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[i + 5 * PANEL]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
        }
        if (depth > PANEL) {
            int second = aFrom + aPanel;
            int secondEnd = second + PANEL;
            int secondOffset = bFrom + PANEL * PANEL - PANEL * second;
            for (int i = second; i < secondEnd; i++) {
                int j = secondOffset + PANEL * i;
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, j + COUNT);
                FloatVector a0 = FloatVector.broadcast(SPECIES, a[i]);
                c00 = a0.fma(b0, c00);
                c01 = a0.fma(b1, c01);
                FloatVector a1 = FloatVector.broadcast(SPECIES, a[i + PANEL]);
                c10 = a1.fma(b0, c10);
                c11 = a1.fma(b1, c11);
                if (i == never) {
                    break;
                }
                FloatVector a2 = FloatVector.broadcast(SPECIES, a[i + 2 * PANEL]);
                c20 = a2.fma(b0, c20);
                c21 = a2.fma(b1, c21);
                FloatVector a3 = FloatVector.broadcast(SPECIES, a[i + 3 * PANEL]);
                c30 = a3.fma(b0, c30);
                c31 = a3.fma(b1, c31);
                if (i == never) {
                    break;
                }
                FloatVector a4 = FloatVector.broadcast(SPECIES, a[i + 4 * PANEL]);
                c40 = a4.fma(b0, c40);
                c41 = a4.fma(b1, c41);
                FloatVector a5 = FloatVector.broadcast(SPECIES, a[i + 5 * PANEL]);
                c50 = a5.fma(b0, c50);
                c51 = a5.fma(b1, c51);
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
        c40.intoArray(c, cFrom + 4 * cRow);
        c41.intoArray(c, cFrom + 4 * cRow + COUNT);
        c50.intoArray(c, cFrom + 5 * cRow);
        c51.intoArray(c, cFrom + 5 * cRow + COUNT);
    }
}
