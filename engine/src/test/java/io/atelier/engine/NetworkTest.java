package io.atelier.engine;

import static io.atelier.engine.Plans.conv;
import static io.atelier.engine.Plans.dense;
import static io.atelier.engine.Plans.dropout;
import static io.atelier.engine.Plans.norm;
import static io.atelier.engine.Plans.output;
import static io.atelier.engine.Plans.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.study.StudyNetworks;
import io.atelier.contract.tensor.Batch;
import io.atelier.contract.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkTest {

    private static final int PIXELS = 784;
    private static final long SEED = 11;

    /** All kinds of layers, and an odd side to pool. */
    private static final NetworkPlan SMALL = Plans.of(
            "small", conv(4), norm(), pool(), dropout(0.2), conv(8), pool(), pool(), dense(16), dropout(0.3), output());

    @BeforeEach
    void start() {
        NativeRuntime.start(2);
    }

    @Test
    void shouldGiveTheSameBitsForTheSameSeed() {
        assertThat(trained(SMALL, SEED, 5)).isEqualTo(trained(SMALL, SEED, 5));
        assertThat(trained(SMALL, SEED, 5)).isNotEqualTo(trained(SMALL, SEED + 1, 5));
    }

    @Test
    void shouldDropOtherValuesInAnotherIteration() {
        try (Network one = Network.create(SMALL, SEED);
                Network other = Network.create(SMALL, SEED)) {
            assertThat(one.trainStep(batch(0, 16), 0, SEED).loss())
                    .isNotEqualTo(other.trainStep(batch(0, 16), 1, SEED).loss());
        }
    }

    @Test
    void shouldResumeToTheBitInANewNetwork() throws Exception {
        String undisturbed = trained(SMALL, SEED, 8);
        List<Tensor> parameters;
        List<Tensor> optimizer;
        try (Network first = Network.create(SMALL, SEED)) {
            train(first, 0, 3);
            parameters = first.parameters();
            optimizer = first.optimizerState();
        }
        try (Network second = Network.create(SMALL, SEED + 1)) {
            train(second, 0, 2);
            second.setParameters(parameters);
            second.setOptimizerState(optimizer);
            train(second, 3, 8);
            assertThat(Network.sha256(second.parameters())).isEqualTo(undisturbed);
        }
    }

    @Test
    void shouldLearn() {
        try (Network network = Network.create(SMALL, SEED)) {
            Step first = network.trainStep(batch(0, 32), 0, SEED);
            Step last = first;
            for (int i = 1; i < 120; i++) {
                last = network.trainStep(batch(0, 32), i, SEED);
            }
            // Random weights after batch normalization are confident and wrong: above ln 10, by no more than this.
            assertThat(first.loss()).isCloseTo(Math.log(10), within(2.5));
            assertThat(last.loss()).isLessThan(0.8 * first.loss());
            assertThat(last.correct()).isGreaterThan(first.correct());
        }
    }

    @Test
    void shouldPredictTheSameAlongAndInPieces() {
        int images = 300;
        FloatBuffer pixels = batch(1, 256).images();
        FloatBuffer all = FloatBuffer.allocate(images * PIXELS);
        all.put(pixels).put(batch(2, 44).images()).flip();
        try (Network network = Network.create(SMALL, SEED)) {
            train(network, 0, 2);
            float[] together = new float[images * 10];
            network.logits(all, images, together);
            float[] single = new float[10];
            for (int i : new int[] {0, 1, 255, 256, 299}) {
                network.logits(all.slice(i * PIXELS, PIXELS), 1, single);
                for (int c = 0; c < 10; c++) {
                    assertThat(together[i * 10 + c]).isCloseTo(single[c], within(1e-5f));
                }
            }
            assertThat(all.position()).isZero();
        }
    }

    @Test
    void shouldPredictAndLeaveTrainingAlone() {
        String without = trained(SMALL, SEED, 4);
        try (Network network = Network.create(SMALL, SEED)) {
            train(network, 0, 2);
            network.logits(batch(5, 3).images(), 3, new float[3 * 10]);
            network.logits(FloatBuffer.allocate(0), 0, new float[0]);
            train(network, 2, 4);
            assertThat(Network.sha256(network.parameters())).isEqualTo(without);
        }
    }

    @Test
    void shouldPredictWithTheParametersThatItHasNow() throws Exception {
        FloatBuffer images = batch(5, 3).images();
        try (Network network = Network.create(SMALL, SEED);
                Network other = Network.create(SMALL, SEED + 1)) {
            float[] expected = logits(other, images);
            assertThat(logits(network, images)).isNotEqualTo(expected);
            network.setParameters(other.parameters());
            assertThat(logits(network, images)).isEqualTo(expected);

            train(network, 0, 1);
            train(other, 0, 1);
            assertThat(logits(network, images)).isEqualTo(logits(other, images)).isNotEqualTo(expected);
        }
    }

    private static float[] logits(Network network, FloatBuffer images) {
        float[] logits = new float[3 * 10];
        network.logits(images, 3, logits);
        return logits;
    }

    @Test
    void shouldTrainABatchOfOneAndOfTheLargestSize() {
        try (Network network = Network.create(SMALL, SEED)) {
            for (int size : new int[] {1, 256, 96, 1}) {
                Step step = network.trainStep(batch(size, size), 0, SEED);
                assertThat(step.correct()).isBetween(0, size);
                assertThat(step.loss()).isPositive();
            }
        }
    }

    @Test
    void shouldBeginWithGlorotWeightsAndKerasConstants() {
        try (Network network = Network.create(SMALL, SEED)) {
            for (Tensor tensor : network.parameters()) {
                float[] values = tensor.toFloats();
                if (tensor.name().equals("conv_2.weight")) {
                    assertThat(largest(values)).isCloseTo(Math.sqrt(6.0 / (9 * (4 + 8))), withinPercentage(5));
                } else if (tensor.name().equals("dense_1.weight")) {
                    assertThat(largest(values)).isCloseTo(Math.sqrt(6.0 / (3 * 3 * 8 + 16)), withinPercentage(5));
                } else if (tensor.name().endsWith("gamma") || tensor.name().endsWith("variance")) {
                    assertThat(values).containsOnly(1f);
                } else if (!tensor.name().endsWith("weight")) {
                    assertThat(values).containsOnly(0f);
                }
            }
            assertThat(network.optimizerState())
                    .allSatisfy(t -> assertThat(t.toFloats()).containsOnly(0f));
        }
    }

    @Test
    void shouldRefuseTensorsOfAnotherNetworkAndKeepItsOwn() throws Exception {
        try (Network network = Network.create(SMALL, SEED);
                Network other = Network.create(StudyNetworks.named("fmnist_6"), SEED)) {
            String before = Network.sha256(network.parameters());
            assertThatThrownBy(() -> network.setParameters(other.parameters()))
                    .isInstanceOf(IncompatibleParametersException.class)
                    .hasMessage("small has 12 tensors, but 16 were given");
            List<Tensor> reversed = new ArrayList<>(network.parameters());
            Collections.reverse(reversed);
            assertThatThrownBy(() -> network.setParameters(reversed))
                    .isInstanceOf(IncompatibleParametersException.class)
                    .hasMessage("Tensor 0 of small must be conv_1.weight F32[4, 1, 3, 3], but is output.bias F32[10]");
            assertThatThrownBy(() -> network.setOptimizerState(network.parameters()))
                    .isInstanceOf(IncompatibleParametersException.class)
                    .hasMessage("The optimizer of small has 20 tensors, but 12 were given");
            assertThat(Network.sha256(network.parameters())).isEqualTo(before);
        }
    }

    @Test
    void shouldRefuseSizesThatDoNotFit() {
        try (Network network = Network.create(SMALL, SEED)) {
            FloatBuffer two = FloatBuffer.allocate(2 * PIXELS);
            assertThatThrownBy(() -> network.logits(two, 3, new float[30]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("3 images need 2352 pixels, but there are 1568");
            assertThatThrownBy(() -> network.logits(two, 2, new float[19]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("2 images need room for 20 logits, but there is room for 19");
            Batch wrong = new Batch(FloatBuffer.allocate(PIXELS), 10);
            assertThatThrownBy(() -> network.trainStep(wrong, 0, SEED))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("label must be between 0 and 9, but is 10");
            assertThatThrownBy(() -> network.trainStep(batch(0, 1), -1, SEED))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("iteration must be between 0 and");
        }
    }

    @Test
    void shouldReportALossThatIsNotFiniteAsItIs() throws Exception {
        assertThat(lossWithBias(Float.NaN)).isNaN();
        assertThat(lossWithBias(Float.NEGATIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    /** With {@code value} as the bias of a class that the batch has. */
    private static double lossWithBias(float value) throws Exception {
        try (Network network = Network.create(SMALL, SEED)) {
            List<Tensor> parameters = new ArrayList<>(network.parameters());
            int last = parameters.size() - 1;
            float[] bias = new float[10];
            Batch batch = batch(0, 4);
            bias[batch.label(0)] = value;
            parameters.set(last, Tensor.ofFloats("output.bias", bias, 10));
            network.setParameters(parameters);
            return network.trainStep(batch, 4, SEED).loss();
        }
    }

    @Test
    void shouldRefuseWorkWhenClosed() {
        Network network = Network.create(SMALL, SEED);
        network.close();
        network.close();
        assertThatThrownBy(network::parameters)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The network is closed");
    }

    @Test
    void shouldNotGrowOverFiveHundredSteps() {
        try (Network network = Network.create(SMALL, SEED)) {
            train(network, 0, 100);
            // The heap does not count: the build takes all of it at once.
            long before = Pointer.physicalBytes();
            train(network, 100, 600);
            // One lost array of activations per step would be 100 MiB.
            assertThat(Pointer.physicalBytes() - before).isLessThan(64L << 20);
        }
    }

    @Test
    void shouldFreeWhatItHeldWhenClosed() throws Exception {
        NetworkPlan large = StudyNetworks.named("fmnist_3");
        use(large);
        long before = Pointer.physicalBytes();
        for (int i = 0; i < 5; i++) {
            use(large);
        }
        // One step takes more than that.
        assertThat(Pointer.physicalBytes() - before).isLessThan(64L << 20);
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static void use(NetworkPlan plan) {
        try (Network network = Network.create(plan, SEED)) {
            network.trainStep(batch(0, 64), 0, SEED);
            network.logits(batch(0, 64).images(), 64, new float[640]);
        }
    }

    private static String trained(NetworkPlan plan, long seed, int steps) {
        try (Network network = Network.create(plan, seed)) {
            for (int i = 0; i < steps; i++) {
                network.trainStep(batch(i, 16), i, seed);
            }
            return Network.sha256(network.parameters());
        }
    }

    private static void train(Network network, int from, int to) {
        for (int i = from; i < to; i++) {
            network.trainStep(batch(i, 16), i, SEED);
        }
    }

    /** Noise with a bright stripe whose height is the label. */
    private static Batch batch(int number, int size) {
        SplittableRandom random = new SplittableRandom(number);
        FloatBuffer images = FloatBuffer.allocate(size * PIXELS);
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = random.nextInt(10);
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                double stripe = pixel / 79 == labels[i] ? 0.5 : 0;
                images.put(i * PIXELS + pixel, (float) (stripe + 0.5 * random.nextDouble()));
            }
        }
        return new Batch(images, labels);
    }
}
