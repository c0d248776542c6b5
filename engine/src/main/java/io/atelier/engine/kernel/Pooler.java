package io.atelier.engine.kernel;

import java.nio.FloatBuffer;

/** Makes one pixel of every window of images {@code [n, height, width, channels]}, channel by channel. */
public interface Pooler {

    /** @param training whether {@link #backward} will follow */
    void forward(FloatBuffer input, int images, boolean training, FloatBuffer output);

    /** After {@link #forward} in training. */
    void backward(FloatBuffer outputGradient, int images, FloatBuffer inputGradient);

    /** Its maximum; not-a-number wins. The gradient goes to the first of equal pixels. */
    static Pooler maximum(int height, int width, int channels, Window window) {
        if (window.isSquare(2, 2) && !window.same()) {
            return new HalvingPooling(height, width, channels);
        }
        return new MaximumPooling(window.rows(height), window.columns(width), channels);
    }

    /** The average of those of its pixels that lie inside the image. */
    static Pooler average(int height, int width, int channels, Window window) {
        return new AveragePooling(window.rows(height), window.columns(width), channels);
    }
}
