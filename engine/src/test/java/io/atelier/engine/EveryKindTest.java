package io.atelier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.Definitions;
import io.atelier.contract.architecture.Extent;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.recipe.Recipe;
import io.atelier.contract.tensor.Batch;
import io.atelier.contract.tensor.Tensor;
import io.atelier.engine.layer.MeasuredCrossEntropy;
import io.atelier.engine.layer.Normalize;
import io.atelier.engine.optimizer.Updaters;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of all kinds of layers, for colour images and five classes, by the definition alone. */
class EveryKindTest {

    private static final Shape IMAGE = new Shape(13, 12, 3);
    private static final int CLASSES = 5;
    private static final int BATCH = 10;
    private static final long SEED = 11;

    /** By the number of channels. */
    private static final Map<Integer, String> NORMALIZE = Map.of(
            1, "{'kind': 'normalize', 'mean': [0.4], 'deviation': [0.25]}",
            3, "{'kind': 'normalize', 'mean': [0.4, 0.5, 0.6], 'deviation': [0.25, 0.3, 0.2]}");

    private static final NetworkPlan BRANCHED = plan(
            "branched",
            "{'kind': 'convolution', 'filters': 8, 'bias': false, 'initialization': 'he_normal', 'frozen': true, 'name': 'fixed'}",
            "{'kind': 'batch_norm', 'momentum': 0.9, 'epsilon': 1e-5, 'frozen': true}",
            "{'kind': 'activation', 'activation': 'relu', 'name': 'stem'}",
            "{'kind': 'convolution', 'filters': 8, 'initialization': 'dirac', 'activation': 'gelu'}",
            "{'kind': 'batch_norm'}",
            "{'kind': 'scale', 'factor': 0.5}",
            "{'kind': 'normalize', 'mean': [0.25], 'deviation': [1.5], 'name': 'left'}",
            "{'kind': 'convolution', 'filters': 8, 'kernel': 1, 'activation': 'leaky_relu', 'inputs': ['stem'], 'name': 'right'}",
            "{'kind': 'add', 'inputs': ['left', 'right', 'stem']}",
            "{'kind': 'activation', 'activation': 'leaky_relu'}",
            "{'kind': 'dropout', 'rate': 0.2}",
            "{'kind': 'convolution', 'groups': 'all', 'kernel': [3, 2], 'stride': 2, 'activation': 'silu', 'name': 'deep'}",
            "{'kind': 'max_pool', 'size': 3, 'stride': 1, 'padding': 'same'}",
            "{'kind': 'average_pool', 'padding': 'same', 'stride': 1, 'inputs': ['deep']}",
            "{'kind': 'concatenate', 'inputs': ['max_pool_1', 'average_pool_1', 'deep'], 'name': 'all'}",
            "{'kind': 'global_average_pool'}",
            "{'kind': 'flatten', 'inputs': ['all']}",
            "{'kind': 'dense', 'units': 9, 'activation': 'tanh'}",
            "{'kind': 'batch_norm'}",
            "{'kind': 'concatenate', 'inputs': ['global_average_pool_1', 'batch_norm_3']}",
            "{'kind': 'output', 'bias': false}");

    private static final NetworkPlan ROW = plan(
            "row",
            NORMALIZE.get(3),
            "{'kind': 'convolution', 'filters': 6, 'activation': 'relu'}",
            "{'kind': 'convolution', 'filters': 7, 'activation': 'relu'}",
            "{'kind': 'batch_norm'}",
            "{'kind': 'convolution', 'filters': 8, 'activation': 'relu'}",
            "{'kind': 'max_pool'}",
            "{'kind': 'convolution', 'filters': 6, 'kernel': 5, 'stride': 2, 'activation': 'relu'}",
            "{'kind': 'convolution', 'filters': 6, 'activation': 'relu'}",
            "{'kind': 'batch_norm', 'frozen': true}",
            "{'kind': 'convolution', 'filters': 5, 'activation': 'relu'}",
            "{'kind': 'activation', 'activation': 'silu'}",
            "{'kind': 'flatten'}",
            "{'kind': 'dense', 'units': 9, 'bias': false}",
            "{'kind': 'dropout', 'rate': 0.1}",
            "{'kind': 'output'}");

    private static NetworkPlan plan(String name, String... layers) {
        try {
            return NetworkPlan.of(Definitions.of(name, layers), IMAGE, CLASSES);
        } catch (InvalidDefinitionException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void shouldHaveTheSameBitsWithAnyNumberOfThreads() {
        for (NetworkPlan plan : List.of(BRANCHED, ROW)) {
            NativeRuntime.start(1);
            List<Tensor> one = trained(plan, 4);
            for (int threads = 2; threads <= 3; threads++) {
                NativeRuntime.start(threads);
                assertThat(Network.sha256(trained(plan, 4)))
                        .as("%s on %d threads", plan, threads)
                        .isEqualTo(Network.sha256(one));
            }
        }
    }

    @Test
    void shouldLearn() {
        NativeRuntime.start(2);
        for (NetworkPlan plan : List.of(BRANCHED, ROW)) {
            try (Network network = Network.create(plan, SEED)) {
                double first = step(network, 0);
                double last = first;
                for (int i = 1; i < 80; i++) {
                    last = step(network, i);
                }
                assertThat(last).as("%s", plan).isLessThan(0.6 * first);
            }
        }
    }

    @Test
    void shouldResumeToTheBitInANewNetwork() throws Exception {
        NativeRuntime.start(2);
        for (NetworkPlan plan : List.of(BRANCHED, ROW)) {
            String undisturbed = Network.sha256(trained(plan, 6));
            try (Network first = Network.create(plan, SEED);
                    Network second = Network.create(plan, SEED + 1)) {
                for (int i = 0; i < 3; i++) {
                    step(first, i);
                }
                second.setParameters(first.parameters());
                second.setOptimizerState(first.optimizerState());
                for (int i = 3; i < 6; i++) {
                    step(second, i);
                }
                assertThat(Network.sha256(second.parameters())).as("%s", plan).isEqualTo(undisturbed);
            }
        }
    }

    @Test
    void shouldKeepWhatIsFrozenWhileTheRestDecays() throws Exception {
        NativeRuntime.start(2);
        Recipe recipe = Recipe.read(
                "{\"optimizer\": {\"kind\": \"sgd\", \"weight_decay\": 0.1}}".getBytes(StandardCharsets.UTF_8));
        try (Network network = Network.create(BRANCHED, recipe, 1, SEED)) {
            List<Tensor> before = network.parameters();
            step(network, 0);
            List<Tensor> after = network.parameters();
            for (int i = 0; i < before.size(); i++) {
                String name = before.get(i).name();
                boolean frozen = name.startsWith("fixed.") || name.startsWith("batch_norm_1.");
                assertThat(after.get(i).data().equals(before.get(i).data()))
                        .as("%s is as before", name)
                        .isEqualTo(frozen);
            }
        }
    }

    /** What layers in a row do for their neighbours changes nothing but the order of additions. */
    @Test
    void shouldComputeTheSameAsARowAndAsAGraph() {
        NativeRuntime.start(2);
        Updaters updaters = Updaters.of(Recipe.DEFAULT.optimizer(), Recipe.DEFAULT.schedule(), 1, 1);
        try (Computation row = Row.open(ROW, new MeasuredCrossEntropy(), updaters);
                Computation graph = Branches.open(ROW, new MeasuredCrossEntropy(), updaters)) {
            ParameterStore ofRow = new ParameterStore(ROW, row);
            ParameterStore ofGraph = new ParameterStore(ROW, graph);
            ofRow.initialize(SEED);
            ofGraph.initialize(SEED);
            float[] expected = logits(row);
            assertThat(logits(graph)).containsExactly(expected, within(1e-5f));
        }
    }

    /** Filters of the first step's images, which later ones and other networks' parameters do not replace. */
    @Test
    void shouldWhitenOnceByTheImagesOfTheFirstStep() throws Exception {
        NativeRuntime.start(2);
        NetworkPlan plan = plan(
                "whitened",
                "{'kind': 'convolution', 'filters': 24, 'kernel': 2, 'padding': 'valid', 'bias': false, 'initialization':"
                        + " 'whitening', 'frozen': true}",
                "{'kind': 'activation', 'activation': 'gelu'}",
                "{'kind': 'output'}");
        float[] expected = Whitening.filters(FloatBuffer.wrap(images(0)), BATCH, IMAGE, new Extent(2, 2), 24);
        try (Network network = Network.create(plan, SEED);
                Network other = Network.create(plan, SEED)) {
            step(network, 0);
            step(network, 1);
            assertThat(network.parameters().get(0).toFloats()).isEqualTo(expected);
            List<Tensor> doubled = new ArrayList<>(network.parameters());
            float[] twice = expected.clone();
            for (int i = 0; i < twice.length; i++) {
                twice[i] *= 2;
            }
            doubled.set(0, Tensor.ofFloats("conv_1.weight", twice, 24, 3, 2, 2));
            other.setParameters(doubled);
            step(other, 0);
            assertThat(other.parameters().get(0).toFloats()).isEqualTo(twice);
        }
    }

    /** To the bit, whether somebody needs the gradient of the images or not. */
    @ParameterizedTest(name = "{0} of {1}x{1} and {2} with {3} channels")
    @CsvSource({"row, 3, relu, 1", "row, 3, relu, 3", "row, 5, gelu, 1", "row, 5, gelu, 3", "branches, 3, relu, 3"})
    void shouldTrainAsOnImagesThatWereNormalizedBefore(String form, int kernel, String activation, int channels)
            throws Exception {
        NativeRuntime.start(2);
        String first =
                "{'kind': 'convolution', 'filters': 6, 'kernel': %d, 'activation': '%s'}".formatted(kernel, activation);
        String second = "{'kind': 'convolution', 'filters': 6}";
        String third = form.equals("row") ? "{'kind': 'flatten'}" : "{'kind': 'add', 'inputs': ['conv_1', 'conv_2']}";
        String output = "{'kind': 'output'}";
        Shape image = new Shape(12, 13, channels);
        Architecture plain = Definitions.of("plain", first, second, third, output);
        Architecture own = Definitions.of("own", NORMALIZE.get(channels), first, second, third, output);

        float[] images = images(image);
        assertThat(sha256(NetworkPlan.of(own, image, CLASSES), images))
                .isEqualTo(sha256(NetworkPlan.of(plain, image, CLASSES), normalized(images, channels)));
    }

    /** Of the parameters after three steps. */
    private static String sha256(NetworkPlan plan, float[] images) {
        int[] labels = IntStream.range(0, BATCH).map(i -> i % CLASSES).toArray();
        try (Network network = Network.create(plan, SEED)) {
            for (int i = 0; i < 3; i++) {
                network.trainStep(new Batch(FloatBuffer.wrap(images), labels), i, SEED);
            }
            return Network.sha256(network.parameters());
        }
    }

    private static float[] images(Shape shape) {
        SplittableRandom random = new SplittableRandom(1);
        float[] pixels = new float[(int) (BATCH * shape.size())];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble();
        }
        return pixels;
    }

    private static float[] normalized(float[] images, int channels) {
        List<Double> means = List.of(0.4, 0.5, 0.6).subList(0, channels);
        List<Double> deviations = List.of(0.25, 0.3, 0.2).subList(0, channels);
        float[] normalized = new float[images.length];
        new Normalize(means, deviations).apply(FloatBuffer.wrap(images), FloatBuffer.wrap(normalized));
        return normalized;
    }

    @Test
    void shouldWhitenImagesAsTheyAreNormalized() {
        NativeRuntime.start(2);
        NetworkPlan plan = plan(
                "whitened",
                NORMALIZE.get(3),
                "{'kind': 'convolution', 'filters': 24, 'kernel': 2, 'initialization': 'whitening', 'frozen': true}",
                "{'kind': 'output'}");
        FloatBuffer normalized = FloatBuffer.wrap(normalized(images(0), 3));

        try (Network network = Network.create(plan, SEED)) {
            step(network, 0);
            assertThat(network.parameters().get(0).toFloats())
                    .isEqualTo(Whitening.filters(normalized, BATCH, IMAGE, new Extent(2, 2), 24));
        }
    }

    @Test
    void shouldRefuseWhatIsStillLeftToTheDataset() {
        NativeRuntime.start(2);

        assertThatThrownBy(() -> Network.create(plan("open", "{'kind': 'normalize'}", "{'kind': 'output'}"), SEED))
                .hasMessage("normalize must have the dataset's mean and deviation, which planning puts in, before it is"
                        + " trained");
    }

    private static float[] logits(Computation computation) {
        float[] logits = new float[BATCH * CLASSES];
        try (Passes passes = computation.passes();
                org.nd4j.linalg.api.ndarray.INDArray images = org.nd4j.linalg.factory.Nd4j.create(
                        images(7), new long[] {BATCH, IMAGE.height(), IMAGE.width(), IMAGE.channels()}, 'c')) {
            passes.logits(images, FloatBuffer.wrap(logits));
        }
        return logits;
    }

    private static List<Tensor> trained(NetworkPlan plan, int steps) {
        try (Network network = Network.create(plan, SEED)) {
            for (int i = 0; i < steps; i++) {
                step(network, i);
            }
            return network.parameters();
        }
    }

    private static double step(Network network, int number) {
        int[] labels = IntStream.range(0, BATCH).map(i -> i % CLASSES).toArray();
        Batch batch = new Batch(FloatBuffer.wrap(images(number % 4)), labels);
        return network.trainStep(batch, number, SEED).loss();
    }

    /** Noise in which every fifth pixel is bright, beginning with the label. */
    private static float[] images(int number) {
        SplittableRandom random = new SplittableRandom(number);
        float[] pixels = new float[(int) (BATCH * IMAGE.size())];
        for (int i = 0; i < pixels.length; i++) {
            int image = (int) (i / IMAGE.size());
            int pixel = (int) (i % IMAGE.size()) / IMAGE.channels();
            pixels[i] = 0.5f * (float) random.nextDouble() + (pixel % CLASSES == image % CLASSES ? 0.5f : 0);
        }
        return pixels;
    }
}
