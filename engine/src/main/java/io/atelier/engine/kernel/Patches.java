package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;

import java.util.Arrays;

/**
 * Images {@code [n, height, width, channels]} as a matrix: for every window a row of what it covers, {@code [window row,
 * window column, channel]}, zeros where that is padding. Rows of windows are counted through all images.
 */
record Patches(Axis rows, Axis columns, int channels) {

    /** Columns of the matrix. */
    int depth() {
        return rows.window() * run();
    }

    /** What a row of a window covers lies together. */
    int run() {
        return columns.window() * channels;
    }

    /** Floats of one image with its padding. */
    int extent() {
        return rows.extent() * line();
    }

    /** Floats of one line of pixels with its padding. */
    int line() {
        return columns.extent() * channels;
    }

    /**
     * Columns {@code from} to {@code from + count} of the matrix for some rows of windows.
     *
     * @param stride of the rows of {@code matrix}
     */
    void gather(
            Pixels images, int firstRow, int endRow, int from, int count, float[] matrix, int stride, Scratch scratch) {
        if (isWhole() && count == depth() && count == stride) {
            int width = columns.input();
            images.read(firstRow * width, (endRow - firstRow) * width, matrix, 0, channels, scratch);
            return;
        }
        float[] line = scratch.get(Scratch.Use.STRIP, line());
        Arrays.fill(line, 0, line(), 0);
        for (int row = firstRow; row < endRow; row++) {
            for (int y = from / run(); y * run() < from + count; y++) {
                int begin = Math.max(from, y * run());
                int end = Math.min(from + count, (y + 1) * run());
                int to = (row - firstRow) * columns.outputs() * stride + begin - from;
                int source = row % rows.outputs() * rows.stride() + y - rows.before();
                boolean padding = source < 0 || source >= rows.input();
                if (!padding) {
                    int width = columns.input();
                    int first = (row / rows.outputs() * rows.input() + source) * width;
                    images.read(first, width, line, columns.before() * channels, channels, scratch);
                }
                copy(line, padding, begin - y * run(), end - begin, matrix, to, stride);
            }
        }
    }

    /** Whether the matrix is the images as they are. */
    private boolean isWhole() {
        return rows.window() == 1 && rows.stride() == 1 && columns.window() == 1 && columns.stride() == 1;
    }

    private void copy(float[] line, boolean padding, int offset, int count, float[] matrix, int to, int stride) {
        int step = columns.stride() * channels;
        int outputs = columns.outputs();
        for (int x = 0; x < outputs; x++) {
            if (padding) {
                Arrays.fill(matrix, to + x * stride, to + x * stride + count, 0);
            } else {
                System.arraycopy(line, offset + x * step, matrix, to + x * stride, count);
            }
        }
    }

    /** Adds what {@link #gather} would have given to the pixels from which it comes, of one image with its padding. */
    void scatter(float[] matrix, int stride, int firstRow, int endRow, int from, int count, float[] image) {
        int step = columns.stride() * channels;
        int outputs = columns.outputs();
        for (int row = firstRow; row < endRow; row++) {
            for (int y = from / run(); y * run() < from + count; y++) {
                int begin = Math.max(from, y * run());
                int end = Math.min(from + count, (y + 1) * run());
                int source = (row - firstRow) * outputs * stride + begin - from;
                int to = (row % rows.outputs() * rows.stride() + y) * line() + begin - y * run();
                for (int x = 0; x < outputs; x++) {
                    add(matrix, source + x * stride, image, to + x * step, end - begin);
                }
            }
        }
    }

    private static void add(float[] in, int from, float[] out, int to, int count) {
        int whole = count / COUNT * COUNT;
        Vectors.add(in, from, out, to, whole);
        for (int i = whole; i < count; i++) {
            out[to + i] += in[from + i];
        }
    }

    /** Takes the padding away. */
    void write(float[] image, int index, Pixels images, Scratch scratch) {
        int inside = rows.before() * line() + columns.before() * channels;
        new Images(images, rows.input(), columns.input()).write(index, image, inside, line(), channels, scratch);
    }
}
