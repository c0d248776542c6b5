package io.atelier.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.atelier.contract.ChildProcess;
import io.atelier.contract.recipe.Optimizer;
import io.atelier.contract.recipe.Rates;
import io.atelier.contract.recipe.Schedule;
import io.atelier.engine.NativeRuntime;
import io.atelier.engine.kernel.ActivationFunction;
import io.atelier.engine.kernel.ActivationFunction.Kind;
import io.atelier.engine.kernel.Window;
import io.atelier.engine.optimizer.Updaters;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** All kinds of layers together, with branches, in an ordinary {@link ComputationGraph}. */
class ResidualNetworkTest {

    private static final int BATCH = 10;
    private static final int HEIGHT = 13;
    private static final int WIDTH = 12;
    private static final int CHANNELS = 3;
    private static final int CLASSES = 5;

    private static final Updaters UPDATERS =
            Updaters.of(new Optimizer.Adam(1e-2, 0.9, 0.999, 1e-7, Rates.EQUAL), new Schedule.Constant(), 1, 1);

    @TempDir
    private Path folder;

    @Test
    void shouldHaveTheSameBitsWithAnyNumberOfThreads() throws Exception {
        List<String> one = train(1);

        assertThat(train(2)).isEqualTo(one);
        assertThat(train(3)).isEqualTo(one);
    }

    @Test
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
    void shouldHaveTheSameBitsInAnotherProcessWithNarrowVectors() throws Exception {
        assertThat(run(ChildProcess.JAVA, List.of("-XX:UseAVX=2"))).containsAll(train(2));
    }

    @Test
    void shouldHaveTheSameBitsOnAnotherJdk() throws Exception {
        assertThat(run(ChildProcess.newestJava(), List.of())).containsAll(train(2));
    }

    @Test
    void shouldLearn() {
        NativeRuntime.start(2);
        try (Trained network = new Trained()) {
            double first = network.step(0);
            double last = first;
            for (int step = 1; step < 60; step++) {
                last = network.step(0);
            }
            assertThat(last).isLessThan(0.5 * first);
        }
    }

    /** Along the gradient of each parameter array, whose derivative is the gradient's length. */
    @Test
    void shouldHaveTheGradientOfItsLoss() {
        NativeRuntime.start(2);
        try (Trained network = new Trained()) {
            network.loss();
            Map<String, INDArray> gradients =
                    new TreeMap<>(network.graph.gradient().gradientForVariable());
            gradients.keySet().removeIf(name -> name.endsWith("_mean") || name.endsWith("_var"));
            gradients.replaceAll((name, gradient) -> gradient.dup(gradient.ordering()));
            gradients.forEach((name, gradient) -> {
                double length = gradient.norm2Number().doubleValue();
                if (name.startsWith("frozen")) {
                    assertThat(length).as(name).isZero();
                    return;
                }
                double step = 2e-4;
                double up = network.shifted(name, gradient, step / length);
                double down = network.shifted(name, gradient, -step / length);
                assertThat((up - down) / (2 * step)).as(name).isCloseTo(length, within(0.01 * length + 5e-3));
            });
        }
    }

    /** A frozen layer's parameters stay, those of all others move. */
    @Test
    void shouldKeepWhatIsFrozen() {
        NativeRuntime.start(2);
        try (Trained network = new Trained()) {
            Map<String, INDArray> before = network.graph.paramTable();
            before.replaceAll((name, array) -> array.dup());
            network.step(0);
            Map<String, INDArray> after = network.graph.paramTable();
            for (String name : before.keySet()) {
                assertThat(after.get(name).equals(before.get(name)))
                        .as("%s is as before", name)
                        .isEqualTo(name.startsWith("frozen"));
            }
        }
    }

    private List<String> run(Path java, List<String> options) throws Exception {
        List<String> all = new ArrayList<>(ChildProcess.ENGINE);
        all.addAll(options);
        all.add("-Xmx512m");
        return ChildProcess.output(java, folder.resolve("child.log"), all, Printed.class)
                .lines()
                .toList();
    }

    /** The other process. */
    static final class Printed {

        private Printed() {}

        public static void main(String[] arguments) throws Exception {
            train(2).forEach(System.out::println);
        }
    }

    /** The figures of a few steps. */
    private static List<String> train(int threads) throws Exception {
        NativeRuntime.start(threads);
        List<String> figures = new ArrayList<>();
        try (Trained network = new Trained()) {
            for (int step = 0; step < 4; step++) {
                figures.add("loss " + Double.toHexString(network.step(step)));
            }
            figures.add("parameters " + sha256(network.graph.params()));
            figures.add("optimizer " + sha256(network.graph.getUpdater().getStateViewArray()));
            figures.add("logits " + sha256(network.graph.outputSingle(false, images(99))));
        }
        return figures;
    }

    private static final class Trained implements AutoCloseable {

        private final MeasuredCrossEntropy loss = new MeasuredCrossEntropy();
        private final ComputationGraph graph = new ComputationGraph(configuration(loss));

        Trained() {
            graph.init();
            graph.initGradientsView();
            Random random = new Random(3);
            for (Layer layer : graph.getLayers()) {
                layer.paramTable().forEach((key, array) -> {
                    boolean positive = key.equals(BatchNormalizationParamInitializer.GAMMA)
                            || key.equals(BatchNormalizationParamInitializer.GLOBAL_VAR);
                    FloatBuffer values = Floats.view(array);
                    for (int i = 0; i < values.limit(); i++) {
                        values.put(i, positive ? 1 : 0.2f * (float) random.nextGaussian());
                    }
                });
            }
        }

        double step(int number) {
            for (Layer layer : graph.getLayers()) {
                if (layer instanceof StepDropoutLayer dropout) {
                    dropout.setStepSeed(number);
                }
            }
            graph.fit(new INDArray[] {images(number)}, new INDArray[] {labels()});
            return loss.loss();
        }

        /** Of the first batch; computes the gradients, too. */
        double loss() {
            graph.setInputs(images(0));
            graph.setLabels(labels());
            graph.computeGradientAndScore();
            return loss.loss();
        }

        /** The loss, the parameters of this name moved by so many times {@code direction}. */
        double shifted(String name, INDArray direction, double share) {
            INDArray parameter = graph.getParam(name);
            INDArray before = parameter.dup(parameter.ordering());
            parameter.addi(direction.mul(share).reshape(parameter.shape()));
            double shifted = loss();
            parameter.assign(before);
            return shifted;
        }

        @Override
        public void close() {
            graph.clear();
        }
    }

    private static ComputationGraphConfiguration configuration(MeasuredCrossEntropy loss) {
        Window three = Window.square(3, 1, true);
        ActivationFunction linear = ActivationFunction.LINEAR;
        return new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .weightInit(WeightInit.ZERO)
                .miniBatch(false)
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(HEIGHT, WIDTH, CHANNELS, CNN2DFormat.NHWC))
                .addLayer("frozen", UPDATERS.moving(convolution(16, three, true, linear, true, true)), "input")
                .addLayer("frozen_norm", UPDATERS.moving(new ChannelNorm(0.9, 1e-5, false, true)), "frozen")
                .addLayer("relu", UPDATERS.moving(new Nonlinearity(ActivationFunction.RELU)), "frozen_norm")
                .addLayer("a", UPDATERS.moving(convolution(16, three, false, linear, false, false)), "relu")
                .addLayer("a_norm", UPDATERS.moving(new ChannelNorm(0.9, 1e-5, false, false)), "a")
                .addLayer("a_gelu", UPDATERS.moving(new Nonlinearity(ActivationFunction.of(Kind.GELU))), "a_norm")
                .addLayer("b", UPDATERS.moving(convolution(16, three, true, linear, false, false)), "a_gelu")
                .addLayer("b_scale", UPDATERS.moving(new Scale(0.5)), "b")
                .addVertex("sum", new Add(), "b_scale", "relu", "relu")
                .addLayer(
                        "sum_leaky",
                        UPDATERS.moving(new Nonlinearity(new ActivationFunction(Kind.LEAKY_RELU, 0.3))),
                        "sum")
                .addLayer(
                        "c", convolution(12, Window.square(3, 2, true), true, of(Kind.SILU), false, false), "sum_leaky")
                .addLayer(
                        "d", convolution(7, Window.square(1, 2, true), true, of(Kind.RELU), false, false), "sum_leaky")
                .addVertex("both", new Concatenate(), "c", "d", "c")
                .addLayer("e", UPDATERS.moving(depthwise(Window.square(3, 1, true), of(Kind.TANH))), "both")
                .addLayer("max", UPDATERS.moving(new MaxPool(Window.square(3, 1, true))), "e")
                .addLayer("average", UPDATERS.moving(new AveragePool(Window.square(2, 2, true))), "max")
                .addVertex("rest", new Add(), "max", "e")
                .addLayer("global", UPDATERS.moving(new GlobalAveragePool()), "rest")
                .addLayer("flat", UPDATERS.moving(new Flatten()), "average")
                .addLayer("dense", UPDATERS.moving(new Dense(9, false, of(Kind.GELU), false)), "average")
                .addLayer("drop", UPDATERS.moving(new StepDropout(0.25)), "dense")
                .addLayer("flat_norm", UPDATERS.moving(new ChannelNorm(0.9, 1e-3, false, false)), "drop")
                .addVertex("all", new Concatenate(), "global", "flat", "flat_norm")
                .addLayer("output", UPDATERS.moving(new Classifier(CLASSES, loss, true, false)), "all")
                .setOutputs("output")
                .build();
    }

    private static ActivationFunction of(Kind kind) {
        return ActivationFunction.of(kind);
    }

    private static Convolution convolution(
            int filters, Window window, boolean bias, ActivationFunction activation, boolean frozen, boolean first) {
        return new Convolution(new Convolution.Settings(filters, window, false, bias, activation, frozen, first));
    }

    private static Convolution depthwise(Window window, ActivationFunction activation) {
        return new Convolution(new Convolution.Settings(1, window, true, true, activation, false, false));
    }

    private static INDArray images(int number) {
        INDArray images = LayerBench.random(number, 1, BATCH, HEIGHT, WIDTH, CHANNELS);
        FloatBuffer values = Floats.view(images);
        for (int i = 0; i < BATCH; i++) {
            for (int pixel = 0; pixel < HEIGHT * WIDTH; pixel++) {
                int at = (i * HEIGHT * WIDTH + pixel) * CHANNELS;
                values.put(at, values.get(at) + (pixel % CLASSES == i % CLASSES ? 1 : 0));
            }
        }
        return images;
    }

    private static INDArray labels() {
        INDArray labels = Nd4j.create(DataType.FLOAT, BATCH, CLASSES);
        for (int i = 0; i < BATCH; i++) {
            labels.putScalar(i, i % CLASSES, 1);
        }
        return labels;
    }

    private static String sha256(INDArray array) throws Exception {
        float[] values = Floats.copy(array);
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    }
}
