package io.atelier.evaluator.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TestTrials;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.recipe.Prediction;
import io.atelier.contract.stream.KeptImages;
import io.atelier.contract.stream.RecordSource;
import io.atelier.contract.tensor.ImageRecord;
import io.atelier.engine.NativeRuntime;
import io.atelier.engine.Network;
import io.atelier.engine.kernel.Softmax;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TestLogitsTest {

    /** Of a difference between two float32. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-6);

    private static final int IMAGES = 200;
    private static final StreamDefinition STREAM = new StreamDefinition(
            TestTrials.dataset("noise"), Split.TEST, IMAGES, IMAGES, Holdout.NONE, List.of(), IMAGES, 0);

    @Test
    void shouldAverageProbabilitiesOfEachImageAndItsMirrorBesideThePlainOnes() throws Exception {
        float[] pixels = pixels();
        NativeRuntime.start(1);
        try (Network network = network()) {
            float[] own = new float[IMAGES * 10];
            float[] averaged = new float[IMAGES * 10];
            new TestLogits(network, STREAM, new Prediction(true, 0), records(pixels)).each(into(own), into(averaged));

            float[] plain = logits(network, pixels);
            float[] mirrored = logits(network, mirrored(pixels));
            assertThat(own).isEqualTo(plain);
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
            float[] own = new float[IMAGES * 10];
            TestLogits logits = new TestLogits(network, STREAM, Prediction.PLAIN, records(pixels));
            logits.each(into(own), (label, values, from) -> {
                throw new AssertionError("Expected no averages, found those of an image of class " + label);
            });

            assertThat(logits.isAveraging()).isFalse();
            assertThat(own).isEqualTo(logits(network, pixels));
        }
    }

    /** The same as if images were normalized before, and then mirrored. */
    @Test
    void shouldNormalizeEachImageAndItsMirrorInTheNetwork() throws Exception {
        float[] pixels = pixels();
        float[] normalized = pixels.clone();
        for (int i = 0; i < normalized.length; i++) {
            normalized[i] = 4 * normalized[i] - 1.5f;
        }
        NativeRuntime.start(1);
        try (Network normalizing = network("{\"kind\": \"normalize\", \"mean\": [0.375], \"deviation\": [0.25]},");
                Network plain = network()) {
            normalizing.setParameters(plain.parameters());
            float[] own = new float[IMAGES * 10];
            float[] averaged = new float[IMAGES * 10];
            new TestLogits(normalizing, STREAM, new Prediction(true, 0), records(pixels))
                    .each(into(own), into(averaged));

            float[] expected = logits(plain, normalized);
            float[] mirrored = logits(plain, mirrored(normalized));
            for (int i = 0; i < IMAGES * 10; i++) {
                assertThat(probability(own, i)).isCloseTo(probability(expected, i), ROUNDING);
                double mean = (probability(expected, i) + probability(mirrored, i)) / 2;
                assertThat(probability(averaged, i)).isCloseTo(mean, ROUNDING);
            }
        }
    }

    /** Labels count the images, as far as there are classes. */
    private static TestLogits.Taker into(float[] all) {
        AtomicInteger images = new AtomicInteger();
        return (label, values, from) -> {
            int image = images.getAndIncrement();
            assertThat(label).isEqualTo(image % 10);
            System.arraycopy(values, from, all, image * 10, 10);
        };
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
        float[] pixels = new float[IMAGES * 784];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (random.nextInt(256) / 255.0);
        }
        return pixels;
    }

    private static Network network() throws Exception {
        return network("");
    }

    private static Network network(String first) throws Exception {
        Architecture architecture = Architecture.read("""
                {"name": "tiny", "layers": [%s
                  {"kind": "convolution", "filters": 4, "activation": "relu"}, {"kind": "max_pool", "size": 4},
                  {"kind": "output"}]}
                """.formatted(first).getBytes(StandardCharsets.UTF_8));
        return Network.create(NetworkPlan.of(architecture, new Shape(28, 28, 1), 10), 7);
    }

    private static RecordSource records(float[] pixels) {
        byte[] bytes = new byte[pixels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(255 * pixels[i]);
        }
        int[] labels = IntStream.range(0, IMAGES).map(i -> i % 10).toArray();
        return new KeptImages(STREAM, Map.of(0, ImageRecord.ofBytes(STREAM, 1, 0, bytes, labels))).records();
    }
}
