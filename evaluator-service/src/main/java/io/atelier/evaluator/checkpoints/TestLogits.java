package io.atelier.evaluator.checkpoints;

import io.atelier.contract.recipe.Prediction;
import io.atelier.engine.Network;
import io.atelier.evaluator.scoring.ImageCopies;
import io.atelier.evaluator.scoring.MeanPrediction;
import io.atelier.evaluator.testset.TestSet;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a network says of a test set, {@code [images, classes]}. Copies are made of a few images at a time, and take as much
 * memory whatever the size of the set.
 */
final class TestLogits {

    private static final int IMAGES_AT_A_TIME = 128;

    private final Network network;
    private final TestSet testSet;
    private final int classes;
    private final ImageCopies copies;
    private final float[] copied;
    private final List<float[]> some = new ArrayList<>();
    private final float[] plain;
    private final Optional<float[]> averaged;

    private TestLogits(Network network, TestSet testSet, Prediction prediction) {
        this.network = network;
        this.testSet = testSet;
        classes = network.plan().classes();
        copies = new ImageCopies(prediction, network.plan().input());
        copied = new float[IMAGES_AT_A_TIME * (int) network.plan().input().size()];
        for (int i = 0; i < copies.size(); i++) {
            some.add(new float[IMAGES_AT_A_TIME * classes]);
        }
        plain = new float[testSet.size() * classes];
        averaged = copies.size() == 1 ? Optional.empty() : Optional.of(new float[plain.length]);
    }

    /** Asks the network for all of them. */
    static TestLogits of(Network network, TestSet testSet, Prediction prediction) throws InterruptedException {
        TestLogits logits = new TestLogits(network, testSet, prediction);
        for (int first = 0; first < testSet.size(); first += IMAGES_AT_A_TIME) {
            logits.ask(first, Math.min(IMAGES_AT_A_TIME, testSet.size() - first));
        }
        return logits;
    }

    private void ask(int first, int count) throws InterruptedException {
        FloatBuffer images = testSet.images(first, count);
        for (int i = 0; i < copies.size(); i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped while scoring");
            }
            copies.write(i, images, count, copied);
            network.logits(FloatBuffer.wrap(copied), count, some.get(i));
        }
        System.arraycopy(some.get(0), 0, plain, first * classes, count * classes);
        averaged.ifPresent(means -> {
            for (int i = 0; i < count; i++) {
                MeanPrediction.write(some, i * classes, classes, means, (first + i) * classes);
            }
        });
    }

    /** Of the images as they are. */
    float[] plain() {
        return plain;
    }

    /** Of the images and their copies; empty where the recipe asks for none. */
    Optional<float[]> averaged() {
        return averaged;
    }
}
