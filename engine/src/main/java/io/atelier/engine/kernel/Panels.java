package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.PANEL;

/**
 * A matrix of {@code rows} and {@code columns}, a multiple of {@link Lanes#COUNT}, as the right factor of {@link Gemm}: in
 * panels of {@link Lanes#PANEL} columns, one after the other, the last of which may have half as many.
 */
record Panels(int rows, int columns) {

    /** Columns of the panel that begins with column {@code first}. */
    static int width(int first, int columns) {
        return Math.min(PANEL, columns - first);
    }

    /** From {@code matrix}, row after row. */
    void fill(float[] matrix, float[] panels) {
        int to = 0;
        for (int column = 0; column < columns; column += PANEL) {
            int width = width(column, columns);
            for (int row = 0; row < rows; row++) {
                System.arraycopy(matrix, row * columns + column, panels, to, width);
                to += width;
            }
        }
    }

    int size() {
        return rows * columns;
    }

    /** Where an element lies. */
    int at(int row, int column) {
        int first = column / PANEL * PANEL;
        return first * rows + row * width(first, columns) + column - first;
    }
}
