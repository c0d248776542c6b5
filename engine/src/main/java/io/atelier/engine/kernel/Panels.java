package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.PANEL;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * A matrix of {@code rows} and {@code columns}, a multiple of {@link Lanes#COUNT}, as the right factor of {@link Gemm}: in
 * panels of {@link Lanes#PANEL} columns, one after the other, the last of which may have half as many.
 */
record Panels(int rows, int columns) {

    /** Columns of the panel that begins with column {@code first}. */
    static int width(int first, int columns) {
        return Math.min(PANEL, columns - first);
    }

    /** {@code matrix}, row after row, copied to {@code panels} if it is more than one. */
    Matrix arrange(float[] matrix, float[] panels) {
        if (columns <= PANEL) {
            return Matrix.inPanels(matrix, 0, this);
        }
        int to = 0;
        for (int column = 0; column < columns; column += PANEL) {
            int width = width(column, columns);
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < width; i += COUNT) {
                    FloatVector.fromArray(SPECIES, matrix, row * columns + column + i)
                            .intoArray(panels, to + i);
                }
                to += width;
            }
        }
        return Matrix.inPanels(panels, 0, this);
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
