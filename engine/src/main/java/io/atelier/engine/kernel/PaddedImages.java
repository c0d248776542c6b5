package io.atelier.engine.kernel;

import java.util.Arrays;

/** Images {@code [n, height, width, channels]} one at a time with their padding, the channels filling whole vectors. */
record PaddedImages(Axis rows, Axis columns, int channels) {

    /** Floats of one image. */
    int size() {
        return rows.extent() * line();
    }

    /** Floats of one row. */
    private int line() {
        return columns.extent() * Lanes.padded(channels);
    }

    /** @param padding what lies outside of the image */
    float[] read(Pixels pixels, int index, float padding, float[] image, Scratch scratch) {
        Arrays.fill(image, 0, size(), padding);
        images(pixels).read(index, image, inside(), line(), Lanes.padded(channels), scratch);
        return image;
    }

    void write(float[] image, int index, Pixels pixels, Scratch scratch) {
        images(pixels).write(index, image, inside(), line(), Lanes.padded(channels), scratch);
    }

    /** From the begin of a window to each of its pixels, row by row. */
    int[] offsets() {
        int[] offsets = new int[rows.window() * columns.window()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = pixel(i / columns.window(), i % columns.window());
        }
        return offsets;
    }

    /** Where a pixel lies, counted with the padding. */
    int pixel(int y, int x) {
        return y * line() + x * Lanes.padded(channels);
    }

    private Images images(Pixels pixels) {
        return new Images(pixels, rows.input(), columns.input());
    }

    private int inside() {
        return pixel(rows.before(), columns.before());
    }
}
