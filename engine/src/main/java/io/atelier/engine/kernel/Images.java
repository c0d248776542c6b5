package io.atelier.engine.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Images {@code [n, height, width, channels]} in memory outside the heap, copied one at a time to arrays whose pixels have
 * {@code padded} channels and whose rows are {@code rowSize} apart.
 */
record Images(Pixels pixels, int height, int width) {

    Images(FloatBuffer values, int height, int width, int channels) {
        this(new Pixels(values, channels), height, width);
    }

    /** What lies between pixels and rows keeps its values. */
    void read(int index, float[] image, int to, int rowSize, int padded, Scratch scratch) {
        readRows(index, 0, height, image, to, rowSize, padded, scratch);
    }

    /** As {@link #read}, rows {@code first} to {@code end} alone. */
    void readRows(int index, int first, int end, float[] image, int to, int rowSize, int padded, Scratch scratch) {
        int together = together(end - first, rowSize, padded);
        for (int y = first; y < end; y += together) {
            int pixel = (index * height + y) * width;
            pixels.read(pixel, together * width, image, to + (y - first) * rowSize, padded, scratch);
        }
    }

    /**
     * As {@link #readRows}, into an array of {@code size} floats that holds zeros elsewhere.
     *
     * @param padded as {@link #pixels} have them, or more
     */
    void readRowsAmongZeros(
            int index, int first, int end, float[] image, int size, int to, int rowSize, int padded, Scratch scratch) {
        if (padded == pixels.channels()) {
            Arrays.fill(image, 0, to, 0);
            for (int row = to; row < to + (end - first) * rowSize; row += rowSize) {
                Arrays.fill(image, row + width * padded, Math.min(size, row + rowSize), 0);
            }
            Arrays.fill(image, Math.min(size, to + (end - first) * rowSize), size, 0);
        } else {
            Arrays.fill(image, 0, size, 0);
        }
        readRows(index, first, end, image, to, rowSize, padded, scratch);
    }

    void write(int index, float[] image, int from, int rowSize, int padded, Scratch scratch) {
        writeRows(index, 0, height, image, from, rowSize, padded, scratch);
    }

    /** As {@link #write}, rows {@code first} to {@code end} alone. */
    void writeRows(int index, int first, int end, float[] image, int from, int rowSize, int padded, Scratch scratch) {
        int together = together(end - first, rowSize, padded);
        for (int y = first; y < end; y += together) {
            int pixel = (index * height + y) * width;
            pixels.write(pixel, together * width, image, from + (y - first) * rowSize, padded, scratch);
        }
    }

    /** Of {@code rows}, those without anything between them. */
    private int together(int rows, int rowSize, int padded) {
        return rowSize == width * padded ? rows : 1;
    }
}
