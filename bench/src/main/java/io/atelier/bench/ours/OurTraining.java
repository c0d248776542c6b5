package io.atelier.bench.ours;

import io.atelier.contract.tensor.Batch;
import io.atelier.engine.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A step of training on the next of a few random batches. */
public final class OurTraining implements Runnable {

    private static final int BATCHES = 8;

    private final Network network;
    private final List<Batch> batches = new ArrayList<>();
    private int iteration;

    /** @param size images per batch */
    public OurTraining(Network network, int size) {
        this.network = network;
        SplittableRandom random = new SplittableRandom(1);
        for (int index = 0; index < BATCHES; index++) {
            int[] labels = random.ints(size, 0, network.plan().classes()).toArray();
            batches.add(new Batch(RandomImages.of(network.plan(), size, random), labels));
        }
    }

    @Override
    public void run() {
        double loss = network.trainStep(batches.get(iteration % BATCHES), iteration, 1)
                .loss();
        if (!Double.isFinite(loss)) {
            throw new ArithmeticException("Our loss is " + loss);
        }
        iteration++;
    }
}
