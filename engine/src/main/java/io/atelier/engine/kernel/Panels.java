package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.PANEL;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The order of a matrix of {@code rows} and {@code columns}, a multiple of {@link Lanes#COUNT}, in which {@link Gemm} reads
 * it best: in panels of {@link Lanes#PANEL} columns, one after the other, the last of which may have half as many.
 */
record Panels(int rows, int columns) {

    /** Columns of the panel that begins with column {@code first}. */
    static int width(int first, int columns) {
        return Math.min(PANEL, columns - first);
    }

    /** {@code matrix}, which lies row after row, copied to {@code panels}; as it is if one panel holds all columns. */
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
}
