package io.atelier.engine.kernel;

import io.atelier.engine.kernel.Scratch.Use;
import java.nio.FloatBuffer;

/** The derivative of rectified linear units. */
public final class Rectifier {

    /** Values that a thread takes at a time, a multiple of {@link Lanes#PANEL}. */
    private static final int BLOCK = 1 << 14;

    private Rectifier() {}

    /** Zeroes {@code gradient} where {@code activations}, of the same size, are not positive. */
    public static void mask(FloatBuffer activations, FloatBuffer gradient) {
        int size = gradient.limit();
        Workers.forEach((size + BLOCK - 1) / BLOCK, (block, scratch) -> {
            int from = block * BLOCK;
            int count = Math.min(BLOCK, size - from);
            float[] active = scratch.get(Use.INPUT, BLOCK);
            float[] values = scratch.get(Use.OUTPUT, BLOCK);
            activations.get(from, active, 0, count);
            gradient.get(from, values, 0, count);
            Vectors.mask(active, values, Lanes.padded(count));
            gradient.put(from, values, 0, count);
        });
    }
}
