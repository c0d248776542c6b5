package io.atelier.engine.kernel;

import java.nio.FloatBuffer;

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
        int together = together(rowSize, padded);
        for (int y = 0; y < height; y += together) {
            int first = (index * height + y) * width;
            pixels.read(first, together * width, image, to + y * rowSize, padded, scratch);
        }
    }

    void write(int index, float[] image, int from, int rowSize, int padded, Scratch scratch) {
        int together = together(rowSize, padded);
        for (int y = 0; y < height; y += together) {
            int first = (index * height + y) * width;
            pixels.write(first, together * width, image, from + y * rowSize, padded, scratch);
        }
    }

    /** Rows without anything between them. */
    private int together(int rowSize, int padded) {
        return rowSize == width * padded ? height : 1;
    }
}
