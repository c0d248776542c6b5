package io.atelier.data.dataset;

import io.atelier.contract.Require;

/**
 * Grey images of 28 x 28 pixels and their labels. Owns its arrays, which nobody changes: safe to read from any thread.
 */
public final class ImageSet {

    public static final int SIDE = 28;
    public static final int PIXELS = SIDE * SIDE;
    public static final int CLASSES = 10;

    private final byte[] pixels;
    private final byte[] labels;

    /**
     * Takes over both arrays: the caller must not change them any more.
     *
     * @param pixels {@code [n, 28, 28]}, unsigned, 0 is background
     * @param labels {@code [n]}, 0 to 9
     */
    ImageSet(byte[] pixels, byte[] labels) {
        Require.that(
                pixels.length == (long) labels.length * PIXELS,
                "expected %d pixels for each of %d labels, found %d bytes",
                PIXELS,
                labels.length,
                pixels.length);
        this.pixels = pixels;
        this.labels = labels;
    }

    public int size() {
        return labels.length;
    }

    /** All pixels, {@code [n, 28, 28]}, unsigned bytes; not a copy: only for reading. */
    public byte[] pixels() {
        return pixels;
    }

    public byte label(int image) {
        return labels[image];
    }
}
