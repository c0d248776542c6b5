package io.atelier.engine.kernel;

import java.nio.FloatBuffer;

/**
 * Images {@code [n, height, width, channels]} in memory outside the heap, copied one at a time to arrays whose pixels have
 * {@code padded} channels and whose rows are {@code rowSize} apart.
 */
record Images(FloatBuffer values, int height, int width, int channels) {

    /** What lies between pixels and rows keeps its values. */
    void read(int index, float[] image, int to, int rowSize, int padded) {
        for (int y = 0; y < height; y++) {
            readPixels(values, (index * height + y) * width, width, channels, image, to + y * rowSize, padded);
        }
    }

    void write(int index, float[] image, int from, int rowSize, int padded) {
        for (int y = 0; y < height; y++) {
            writePixels(values, (index * height + y) * width, width, channels, image, from + y * rowSize, padded);
        }
    }

    /** Pixels {@code first} to {@code first + count} of {@code values [pixels, channels]}. */
    static void readPixels(FloatBuffer values, int first, int count, int channels, float[] array, int to, int padded) {
        if (channels == padded) {
            values.get(first * channels, array, to, count * channels);
        } else {
            for (int i = 0; i < count; i++) {
                values.get((first + i) * channels, array, to + i * padded, channels);
            }
        }
    }

    static void writePixels(
            FloatBuffer values, int first, int count, int channels, float[] array, int from, int padded) {
        if (channels == padded) {
            values.put(first * channels, array, from, count * channels);
        } else {
            for (int i = 0; i < count; i++) {
                values.put((first + i) * channels, array, from + i * padded, channels);
            }
        }
    }
}
