package io.atelier.engine.kernel;

/**
 * The weights {@code [out, in, height, width]} of a convolution as the right factor of a product with {@link Patches}:
 * {@code [height, width, in] x [out]}, in {@link Panels}; and transposed.
 */
record FilterMatrix(int in, int out, int area) {

    int depth() {
        return area * in;
    }

    /** {@code [depth, out]}. */
    float[] panels(float[] weights, float[] previous) {
        float[] panels = previous.length == 0 ? new float[shape().size()] : previous;
        Matrix places = matrix(panels);
        Workers.forEach(out, (o, scratch) -> {
            for (int i = 0; i < in; i++) {
                for (int tap = 0; tap < area; tap++) {
                    panels[places.at(tap * in + i, o)] = weights[(o * in + i) * area + tap];
                }
            }
        });
        return panels;
    }

    /** {@code [out, depth]}. */
    float[] transposedPanels(float[] weights, float[] previous) {
        float[] panels = previous.length == 0 ? new float[transposedShape().size()] : previous;
        Matrix places = transposedMatrix(panels);
        Workers.forEach(out, (o, scratch) -> {
            for (int i = 0; i < in; i++) {
                for (int tap = 0; tap < area; tap++) {
                    panels[places.at(o, tap * in + i)] = weights[(o * in + i) * area + tap];
                }
            }
        });
        return panels;
    }

    /** Of {@link #panels}. */
    Matrix matrix(float[] panels) {
        return Matrix.inPanels(panels, 0, shape());
    }

    /** Of {@link #transposedPanels}. */
    Matrix transposedMatrix(float[] panels) {
        return Matrix.inPanels(panels, 0, transposedShape());
    }

    private Panels shape() {
        return new Panels(depth(), Lanes.padded(out));
    }

    private Panels transposedShape() {
        return new Panels(out, Lanes.padded(depth()));
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
