package io.atelier.engine.layer;

import io.atelier.engine.kernel.Pooler;
import io.atelier.engine.kernel.Window;

/** The average of every channel over the whole image: {@code [n, channels]}. */
public final class GlobalAveragePool extends Pool {

    private static final long serialVersionUID = 1L;

    @Override
    Window window(int height, int width) {
        return new Window(height, width, 1, 1, false);
    }

    @Override
    Pooler pooler(int height, int width, int channels) {
        return Pooler.average(height, width, channels, window(height, width));
    }

    @Override
    long[] outputShape(long[] input) {
        return new long[] {input[0], input[3]};
    }
}
