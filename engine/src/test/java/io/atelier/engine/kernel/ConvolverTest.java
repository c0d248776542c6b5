package io.atelier.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the definition of a convolution in double precision; relative to the largest element. */
class ConvolverTest {

    private static final double TOLERANCE = 1e-5;

    @AfterEach
    void stop() {
        Workers.use(1);
    }

    @ParameterizedTest
    @CsvSource({
        // images, height, width, in, out, window, strides, same
        "3, 28, 28, 16, 32, 1, 1, 1, 1, true",
        "2, 9, 7, 40, 35, 1, 1, 2, 2, true",
        "2, 12, 10, 3, 24, 3, 3, 1, 1, true",
        "3, 11, 13, 3, 10, 3, 3, 2, 2, true",
        "2, 11, 13, 20, 10, 3, 3, 1, 1, true",
        "3, 9, 8, 17, 9, 3, 3, 1, 1, false",
        "2, 8, 10, 64, 20, 3, 3, 2, 2, true",
        "2, 13, 9, 5, 7, 5, 2, 3, 1, true",
        "2, 13, 9, 5, 7, 4, 5, 2, 3, false",
        "1, 40, 3, 2, 300, 7, 1, 1, 1, true",
        "5, 1, 1, 130, 12, 1, 1, 1, 1, false",
        "2, 3, 3, 1, 4, 31, 31, 16, 16, true",
        "1, 2, 150, 4, 6, 1, 3, 1, 2, false",
        "70, 4, 4, 8, 8, 2, 2, 2, 2, false",
        "2, 12, 10, 3, 32, 3, 3, 1, 1, true",
        "3, 11, 13, 3, 64, 3, 3, 2, 2, true",
        "5, 13, 20, 5, 96, 5, 2, 3, 1, true",
        "2, 17, 19, 2, 32, 7, 7, 2, 2, false",
        "50, 8, 8, 16, 32, 3, 3, 2, 2, true"
    })
    void shouldComputeAConvolutionAndItsGradients(
            int images,
            int height,
            int width,
            int in,
            int out,
            int windowHeight,
            int windowWidth,
            int rowStride,
            int columnStride,
            boolean same) {
        Workers.use(2);
        Window window = new Window(windowHeight, windowWidth, rowStride, columnStride, same);
        for (boolean relu : new boolean[] {false, true}) {
            Convolver convolver = Convolver.of(height, width, in, out, window, relu);
            check(convolver, new Case(images, height, width, in, out, 1, window, relu));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3, 9, 8, 5, 3, 3, 1, 1, true",
        "2, 9, 8, 40, 3, 3, 2, 2, true",
        "70, 5, 6, 33, 4, 2, 1, 3, false",
        "1, 60, 50, 3, 7, 7, 2, 2, true"
    })
    void shouldComputeADepthwiseConvolution(
            int images,
            int height,
            int width,
            int channels,
            int windowHeight,
            int windowWidth,
            int rowStride,
            int columnStride,
            boolean same) {
        Workers.use(2);
        Window window = new Window(windowHeight, windowWidth, rowStride, columnStride, same);
        for (boolean relu : new boolean[] {false, true}) {
            Convolver convolver = Convolver.depthwise(height, width, channels, window, relu);
            check(convolver, new Case(images, height, width, channels, channels, channels, window, relu));
        }
    }

    private record Case(int images, int height, int width, int in, int out, int groups, Window window, boolean relu) {

        int inputSize() {
            return images * height * width * in;
        }

        int weightSize() {
            return out * (in / groups) * window.area();
        }

        int outputSize() {
            return images
                    * window.rows(height).outputs()
                    * window.columns(width).outputs()
                    * out;
        }
    }

    private static void check(Convolver convolver, Case c) {
        Random random = new Random(1);
        float[] input = random(random, c.inputSize(), 1);
        float[] weights = random(random, c.weightSize(), 0.1f);
        float[] bias = random(random, c.out(), 0.1f);
        float[] outputGradient = random(random, c.outputSize(), 1);
        float[] output = new float[c.outputSize()];
        float[] inputGradient = new float[c.inputSize()];
        float[] weightGradient = new float[c.weightSize()];
        float[] biasGradient = new float[c.out()];
        Pixels inputs = new Pixels(FloatBuffer.wrap(input), c.in());

        convolver.setWeights(weights);
        convolver.forward(inputs, c.images(), bias, true, new Pixels(FloatBuffer.wrap(output), c.out()));
        if (c.relu()) {
            outputGradient = copy(outputGradient);
            Vectors.mask(copy(output), outputGradient, 0, outputGradient.length);
        }
        convolver.backward(
                inputs,
                new Pixels(FloatBuffer.wrap(outputGradient), c.out()),
                c.images(),
                new Pixels(FloatBuffer.wrap(inputGradient), c.in()),
                weightGradient,
                biasGradient);

        Reference expected = new Reference(c, input, weights, bias, outputGradient);
        assertThat(error(output, expected.output)).as("output").isLessThan(TOLERANCE);
        assertThat(error(inputGradient, expected.inputGradient))
                .as("input gradient")
                .isLessThan(TOLERANCE);
        assertThat(error(weightGradient, expected.weightGradient))
                .as("weight gradient")
                .isLessThan(TOLERANCE);
        assertThat(error(biasGradient, expected.biasGradient))
                .as("bias gradient")
                .isLessThan(TOLERANCE);

        float[] alone = new float[c.weightSize()];
        Pixels gradient = new Pixels(FloatBuffer.wrap(outputGradient), c.out());
        convolver.backward(inputs, gradient, c.images(), null, alone, new float[c.out()]);
        assertThat(alone).as("without the input's gradient").isEqualTo(weightGradient);
    }

    /** By the definition. */
    private static final class Reference {

        private final double[] output;
        private final double[] inputGradient;
        private final double[] weightGradient;
        private final double[] biasGradient;

        Reference(Case c, float[] input, float[] weights, float[] bias, float[] outputGradient) {
            output = new double[c.outputSize()];
            inputGradient = new double[c.inputSize()];
            weightGradient = new double[c.weightSize()];
            biasGradient = new double[c.out()];
            int high = c.window().rows(c.height()).outputs();
            int wide = c.window().columns(c.width()).outputs();
            int perGroup = c.in() / c.groups();
            for (int to = 0; to < output.length; to++) {
                int o = to % c.out();
                int x = to / c.out() % wide;
                int y = to / c.out() / wide % high;
                int image = to / c.out() / wide / high;
                double sum = bias[o];
                biasGradient[o] += outputGradient[to];
                for (int tap = 0; tap < c.window().area(); tap++) {
                    int v = y * c.window().rowStride()
                            + tap / c.window().width()
                            - c.window().rows(c.height()).before();
                    int u = x * c.window().columnStride()
                            + tap % c.window().width()
                            - c.window().columns(c.width()).before();
                    if (v < 0 || u < 0 || v >= c.height() || u >= c.width()) {
                        continue;
                    }
                    for (int i = 0; i < perGroup; i++) {
                        int channel = c.groups() == 1 ? i : o;
                        int from = ((image * c.height() + v) * c.width() + u) * c.in() + channel;
                        int w = (o * perGroup + i) * c.window().area() + tap;
                        sum += (double) input[from] * weights[w];
                        weightGradient[w] += (double) outputGradient[to] * input[from];
                        inputGradient[from] += (double) outputGradient[to] * weights[w];
                    }
                }
                output[to] = c.relu() ? Math.max(0, sum) : sum;
            }
        }
    }

    private static double error(float[] found, double[] expected) {
        double worst = 0;
        double scale = 0;
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs(found[i] - expected[i]));
            scale = Math.max(scale, Math.abs(expected[i]));
        }
        return worst / scale;
    }

    /** As long as vectors need it. */
    private static float[] copy(float[] values) {
        return java.util.Arrays.copyOf(values, Lanes.padded(values.length));
    }

    private static float[] random(Random random, int size, float deviation) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = deviation * (float) random.nextGaussian();
        }
        return values;
    }
}
