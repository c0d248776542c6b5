package io.atelier.engine.layer;

import io.atelier.engine.kernel.Pooler;
import io.atelier.engine.kernel.Window;

/** The maximum of every window; of 2x2 pixels where it does not follow a {@link Convolution3x3}. */
public final class MaxPool extends Pool {

    private static final long serialVersionUID = 1L;

    private final Window window;

    public MaxPool(Window window) {
        this.window = window;
    }

    @Override
    Window window(int height, int width) {
        return window;
    }

    @Override
    Pooler pooler(int height, int width, int channels) {
        return Pooler.maximum(height, width, channels, window);
    }
}
