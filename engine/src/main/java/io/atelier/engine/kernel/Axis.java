package io.atelier.engine.kernel;

import io.atelier.contract.Require;

/**
 * Windows along one side of an image. The first begins {@link #before} pixels outside of it; what lies outside is padding.
 *
 * @param input pixels of the image's side
 * @param window pixels that a window covers
 * @param stride from one window to the next
 * @param same whether there is a window for every {@code stride}-th pixel, with padding as TensorFlow places it (of an odd
 *     number of pixels the larger half at the end); otherwise there are only windows that lie inside the image
 */
public record Axis(int input, int window, int stride, boolean same) {

    public Axis {
        Require.that(input > 0, "the image's side must be at least 1, but is %d", input);
        Require.that(window > 0, "the window must be at least 1, but is %d", window);
        Require.that(stride > 0, "the stride must be at least 1, but is %d", stride);
        Require.that(same || window <= input, "the window must fit %d pixels, but has %d", input, window);
    }

    /** Windows. */
    public int outputs() {
        return same ? (input + stride - 1) / stride : (input - window) / stride + 1;
    }

    /** Pixels of padding before the image. */
    int before() {
        return same ? Math.max(0, span() - input) / 2 : 0;
    }

    /** Pixels of image and padding together. */
    int extent() {
        return Math.max(before() + input, span());
    }

    /** From the begin of the first window to the end of the last. */
    private int span() {
        return (outputs() - 1) * stride + window;
    }

    /** How many pixels of window {@code index} lie inside the image. */
    int inside(int index) {
        int from = index * stride - before();
        return Math.min(input, from + window) - Math.max(0, from);
    }
}
