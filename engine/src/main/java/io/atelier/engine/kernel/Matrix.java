package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.PANEL;

/**
 * A matrix in an array, row after row or in {@link Panels}; or some rows and columns of it.
 *
 * @param firstRow its first row, counted in what lies in the array
 * @param columns a multiple of {@link Lanes#COUNT}, but in a left factor
 * @param rowStep from one row to the next where it lies row after row; panels do not use it
 * @param panelStep from one panel to the next
 */
record Matrix(float[] values, int from, int firstRow, int columns, int rowStep, int panelStep) {

    /** Row after row. */
    static Matrix inRows(float[] values, int columns) {
        return inRows(values, 0, columns);
    }

    /** Row after row, from element {@code from} on. */
    static Matrix inRows(float[] values, int from, int columns) {
        return new Matrix(values, from, 0, columns, columns, PANEL);
    }

    /** From element {@code from} on. */
    static Matrix inPanels(float[] values, int from, Panels shape) {
        return new Matrix(values, from, 0, shape.columns(), 0, shape.rows() * PANEL);
    }

    /** Rows {@code first} and following. */
    Matrix rowsFrom(int first) {
        return new Matrix(values, from, firstRow + first, columns, rowStep, panelStep);
    }

    /** Columns {@code first} to {@code first + count}, which begin and end with a panel. */
    Matrix columns(int first, int count) {
        return new Matrix(values, from + first / PANEL * panelStep, firstRow, count, rowStep, panelStep);
    }

    /** Where an element is. */
    int at(int row, int column) {
        return from + column / PANEL * panelStep + (firstRow + row) * step(column) + column % PANEL;
    }

    boolean isInPanels() {
        return panelStep != PANEL;
    }

    /** From one row to the next, in the panel of a column. */
    int step(int column) {
        return isInPanels() ? width(column) : rowStep;
    }

    /** Of the panel of a column. */
    int width(int column) {
        return Panels.width(column / PANEL * PANEL, columns);
    }
}
