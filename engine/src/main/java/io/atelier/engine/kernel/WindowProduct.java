package io.atelier.engine.kernel;

import io.atelier.engine.kernel.Scratch.Use;

/**
 * {@link Patches} times {@link FilterMatrix} without gathering what windows cover: {@link WindowRows} reads it where it lies,
 * in the lines of an image with its padding.
 */
final class WindowProduct {

    /** Deeper products are worth the copy, as was measured. */
    private static final int MOST_DEPTH = 192;

    private final Patches patches;

    WindowProduct(Patches patches) {
        this.patches = patches;
    }

    /**
     * Whether it is quicker: few windows are computed past the end of a row, no line of pixels lies between windows, and the
     * output fills whole panels.
     */
    static boolean fits(Patches patches, int outPadded) {
        int width = patches.columns().outputs();
        return patches.depth() <= MOST_DEPTH
                && patches.rows().window() > 1
                && patches.rows().window() >= patches.rows().stride()
                && 4 * Gemm.rows(width) <= 5 * width
                && outPadded % Lanes.PANEL == 0;
    }

    /**
     * Of rows {@code first} to {@code end} of windows, counted through all images.
     *
     * @param result for {@code [window, out]}, with room for {@link Gemm#ROWS} windows more
     */
    void compute(Pixels images, int first, int end, Matrix filters, float[] result, Scratch scratch) {
        int rows = patches.rows().outputs();
        int columns = patches.columns().outputs();
        int stride = patches.rows().stride();
        int window = patches.rows().window();
        int distance = patches.columns().stride() * patches.channels();
        int run = patches.run();
        int line = patches.line();
        int size = ((Math.min(rows, end - first) - 1) * stride + window) * line;
        float[] lines = scratch.get(Use.INPUT_PRODUCTS, size + Gemm.ROWS * distance);
        Matrix products = Matrix.inRows(result, filters.columns());
        for (int row = first; row < end; ) {
            int image = row / rows;
            int last = Math.min(end, (image + 1) * rows);
            read(images, image, row % rows, last - row, lines, scratch);
            for (int y = row; y < last; y++) {
                // The windows past the end of a row are replaced by those of the next row.
                Matrix product = products.rowsFrom((y - first) * columns);
                int from = (y - row) * stride * line;
                WindowRows.multiply(lines, from, distance, line, run, window, filters, product, Gemm.rows(columns));
            }
            row = last;
        }
    }

    /** The lines of some rows of windows of one image. */
    private void read(Pixels images, int index, int row, int rows, float[] lines, Scratch scratch) {
        Axis axis = patches.rows();
        int begin = row * axis.stride() - axis.before();
        int line = patches.line();
        int high = (rows - 1) * axis.stride() + axis.window();
        int first = Math.max(0, begin);
        int end = Math.min(axis.input(), begin + high);
        int to = (first - begin) * line + patches.columns().before() * patches.channels();
        new Images(images, axis.input(), patches.columns().input())
                .readRowsAmongZeros(index, first, end, lines, high * line, to, line, patches.channels(), scratch);
    }
}
