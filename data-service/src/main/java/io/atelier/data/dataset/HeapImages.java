package io.atelier.data.dataset;

import io.atelier.contract.Require;
import io.atelier.contract.architecture.Shape;

/** Images in memory. */
public final class HeapImages implements ImageSet {

    private final Shape shape;
    private final int bytes;
    private final byte[] pixels;
    private final char[] labels;

    /**
     * Takes over both arrays: the caller must not change them any more.
     *
     * @param shape of every image
     * @param pixels {@code [n, height, width, channels]}, unsigned
     * @param labels {@code [n]}
     */
    public HeapImages(Shape shape, byte[] pixels, char[] labels) {
        Require.that(
                pixels.length == labels.length * shape.size(),
                "expected %d pixels for each of %d labels, found %d bytes",
                shape.size(),
                labels.length,
                pixels.length);
        this.shape = shape;
        this.bytes = Math.toIntExact(shape.size());
        this.pixels = pixels;
        this.labels = labels;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public int label(int image) {
        return labels[image];
    }

    @Override
    public void copy(int image, byte[] to, int offset) {
        System.arraycopy(pixels, image * bytes, to, offset, bytes);
    }
}
