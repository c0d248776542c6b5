package io.atelier.engine.kernel;

import java.io.Serializable;

/**
 * The window of a convolution or of a pooling, whatever the image.
 *
 * @param height in pixels, as {@code width}
 * @param rowStride from one window to the one below, in pixels; {@code columnStride} to the one on the right
 * @param same whether windows reach over the edges, see {@link Axis}
 */
public record Window(int height, int width, int rowStride, int columnStride, boolean same) implements Serializable {

    /** As many rows as columns. */
    public static Window square(int size, int stride, boolean same) {
        return new Window(size, size, stride, stride, same);
    }

    /** Over an image of so many rows. */
    public Axis rows(int imageHeight) {
        return new Axis(imageHeight, height, rowStride, same);
    }

    /** Over an image of so many columns. */
    public Axis columns(int imageWidth) {
        return new Axis(imageWidth, width, columnStride, same);
    }

    int area() {
        return height * width;
    }

    boolean isSquare(int size, int stride) {
        return height == size && width == size && rowStride == stride && columnStride == stride;
    }
}
