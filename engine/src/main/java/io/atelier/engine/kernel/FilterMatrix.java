package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.PANEL;

/**
 * The weights {@code [out, in, height, width]} of a convolution as the right factor of a product with {@link Patches}:
 * {@code [height, width, in] x [out]}, in panels of {@link Lanes#PANEL} columns; and transposed.
 */
record FilterMatrix(int in, int out, int area) {

    int depth() {
        return area * in;
    }

    /** {@code [depth, out]}. */
    float[] panels(float[] weights, float[] previous) {
        int columns = Lanes.padded(out);
        float[] panels = previous.length == 0 ? new float[depth() * columns] : previous;
        Workers.forEach(out, (o, scratch) -> {
            int to = o / PANEL * PANEL * depth() + o % PANEL;
            for (int i = 0; i < in; i++) {
                for (int tap = 0; tap < area; tap++) {
                    panels[to + (tap * in + i) * PANEL] = weights[(o * in + i) * area + tap];
                }
            }
        });
        return panels;
    }

    /** {@code [out, depth]}. */
    float[] transposedPanels(float[] weights, float[] previous) {
        float[] panels = previous.length == 0 ? new float[out * Lanes.padded(depth())] : previous;
        Workers.forEach(out, (o, scratch) -> {
            for (int i = 0; i < in; i++) {
                for (int tap = 0; tap < area; tap++) {
                    int column = tap * in + i;
                    int to = (column / PANEL * out + o) * PANEL + column % PANEL;
                    panels[to] = weights[(o * in + i) * area + tap];
                }
            }
        });
        return panels;
    }

    /** Row {@code row} of a matrix {@code [depth, out]}, from column {@code column} on, into weights. */
    void putRow(float[] values, int from, int row, int column, int count, float[] weights) {
        int tap = row / in;
        int i = row % in;
        for (int o = 0; o < count; o++) {
            weights[((column + o) * in + i) * area + tap] = values[from + o];
        }
    }
}
