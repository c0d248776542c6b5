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
        if (rowSize == width * padded) {
            pixels.read(index * height * width, height * width, image, to, padded, scratch);
        } else {
            for (int y = 0; y < height; y++) {
                pixels.read((index * height + y) * width, width, image, to + y * rowSize, padded, scratch);
            }
        }
    }

    void write(int index, float[] image, int from, int rowSize, int padded) {
        for (int y = 0; y < height; y++) {
            pixels.write((index * height + y) * width, width, image, from + y * rowSize, padded);
        }
    }
}
