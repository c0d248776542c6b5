package io.atelier.bench.ours;

import io.atelier.engine.Network;
import io.atelier.engine.kernel.Softmax;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/** The class probabilities of a batch of random images. */
final class OurInference implements Runnable {

    private final Network network;
    private final int size;
    private final FloatBuffer images;
    private final float[] logits;

    /** @param size images per batch */
    OurInference(Network network, int size) {
        this.network = network;
        this.size = size;
        this.images = RandomImages.of(network.plan(), size, new SplittableRandom(1));
        this.logits = new float[size * network.plan().classes()];
    }

    @Override
    public void run() {
        network.logits(images, size, logits);
        int classes = network.plan().classes();
        double sum = 0;
        for (int i = 0; i < size; i++) {
            Softmax softmax = new Softmax(logits, i * classes, classes);
            for (int c = 0; c < classes; c++) {
                sum += softmax.probability(c);
            }
        }
        if (!Double.isFinite(sum)) {
            throw new ArithmeticException("Our probabilities sum to " + sum);
        }
    }
}
