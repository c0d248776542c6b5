package io.atelier.evaluator.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.recipe.Prediction;
import io.atelier.contract.stream.BatchSource;
import io.atelier.contract.tensor.Batch;
import io.atelier.engine.NativeRuntime;
import io.atelier.engine.Network;
import io.atelier.engine.kernel.Softmax;
import io.atelier.evaluator.testset.TestSet;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TestLogitsTest {

    /** Of a difference between two float32. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-6);

    private static final int IMAGES = 200;
    private static final StreamDefinition STREAM =
            new StreamDefinition("noise", Split.TEST, IMAGES, IMAGES, Holdout.NONE, List.of(), IMAGES, 0);

    @Test
    void shouldAverageProbabilitiesOfEachImageAndItsMirrorBesideThePlainOnes() throws Exception {
        float[] pixels = pixels();
        NativeRuntime.start(1);
        try (Network network = network()) {
            TestLogits logits = TestLogits.of(network, testSet(pixels), new Prediction(true, 0));

            float[] plain = logits(network, pixels);
            float[] mirrored = logits(network, mirrored(pixels));
            assertThat(logits.plain()).isEqualTo(plain);
            float[] averaged = logits.averaged().orElseThrow();
            for (int i = 0; i < IMAGES * 10; i++) {
                double mean = (probability(plain, i) + probability(mirrored, i)) / 2;
                assertThat(probability(averaged, i)).isCloseTo(mean, ROUNDING);
            }
        }
    }

    @Test
    void shouldAverageNothingWhereTheRecipeIsPlain() throws Exception {
        float[] pixels = pixels();
        NativeRuntime.start(1);
        try (Network network = network()) {
            TestLogits logits = TestLogits.of(network, testSet(pixels), Prediction.PLAIN);

            assertThat(logits.plain()).isEqualTo(logits(network, pixels));
            assertThat(logits.averaged()).isEmpty();
        }
    }

    private static double probability(float[] logits, int index) {
        return new Softmax(logits, index / 10 * 10, 10).probability(index % 10);
    }

    private static float[] logits(Network network, float[] pixels) {
        float[] logits = new float[IMAGES * 10];
        network.logits(FloatBuffer.wrap(pixels), IMAGES, logits);
        return logits;
    }

    private static float[] mirrored(float[] pixels) {
        float[] mirrored = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            mirrored[i] = pixels[i / 28 * 28 + 27 - i % 28];
        }
        return mirrored;
    }

    private static float[] pixels() {
        SplittableRandom random = new SplittableRandom(1);
        float[] pixels = new float[IMAGES * Batch.PIXELS];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble();
        }
        return pixels;
    }

    private static Network network() throws Exception {
        Architecture architecture = Architecture.read("""
                {"name": "tiny", "layers": [
                  {"kind": "convolution", "filters": 4, "activation": "relu"}, {"kind": "max_pool", "size": 4},
                  {"kind": "output"}]}
                """.getBytes(StandardCharsets.UTF_8));
        return Network.create(NetworkPlan.of(architecture, new Shape(28, 28, 1), 10), 7);
    }

    private static TestSet testSet(float[] pixels) throws Exception {
        return TestSet.read(STREAM, new BatchSource() {
            @Override
            public Optional<Batch> take(int epoch, int index) {
                return Optional.of(
                        new Batch(STREAM.id(), epoch, index, FloatBuffer.wrap(pixels), ByteBuffer.allocate(IMAGES)));
            }

            @Override
            public void close() {}
        });
    }
}
