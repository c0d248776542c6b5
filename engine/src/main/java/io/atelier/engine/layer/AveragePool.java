package io.atelier.engine.layer;

import io.atelier.engine.kernel.Pooler;
import io.atelier.engine.kernel.Window;

/** The average of every window; padding does not count. */
public final class AveragePool extends Pool {

    private static final long serialVersionUID = 1L;

    private final Window window;

    public AveragePool(Window window) {
        this.window = window;
    }

    @Override
    Window window(int height, int width) {
        return window;
    }

    @Override
    Pooler pooler(int height, int width, int channels) {
        return Pooler.average(height, width, channels, window);
    }
}
