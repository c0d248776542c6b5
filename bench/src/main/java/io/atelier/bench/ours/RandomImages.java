package io.atelier.bench.ours;

import io.atelier.contract.architecture.NetworkPlan;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/** Pixels in [0, 1). */
final class RandomImages {

    private RandomImages() {}

    /** {@code [n, height, width, channels]}. */
    static FloatBuffer of(NetworkPlan plan, int n, SplittableRandom random) {
        float[] pixels = new float[n * (int) plan.input().size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble();
        }
        return FloatBuffer.wrap(pixels);
    }
}
