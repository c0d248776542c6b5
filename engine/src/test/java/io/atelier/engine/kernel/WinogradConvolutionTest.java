package io.atelier.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the definition of a convolution in double precision; relative to the largest element. */
class WinogradConvolutionTest {

    /** Eight times what is found: fewer multiplications must not cost accuracy. */
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @CsvSource({
        "3, 28, 28, 32, 32",
        "5, 14, 14, 64, 32",
        "33, 7, 7, 32, 64",
        "2, 5, 9, 3, 5",
        "1, 2, 1, 3, 4",
        "2, 4, 4, 256, 8",
        "2, 41, 38, 16, 12",
        "1, 6, 300, 16, 8"
    })
    void shouldComputeAConvolutionAndItsGradients(int images, int height, int width, int in, int out) {
        Random random = new Random(1);
        float[] input = relu(random(random, images * height * width * in, 1));
        float[] weights = random(random, out * in * 9, 0.1f);
        float[] bias = random(random, out, 0.1f);
        float[] outputGradient = random(random, images * height * width * out, 1);
        double[] output = new double[outputGradient.length];
        double[] inputGradient = new double[input.length];
        double[] weightGradient = new double[weights.length];
        double[] biasGradient = new double[out];
        for (int pixel = 0; pixel < images * height * width; pixel++) {
            int y = pixel / width % height;
            int x = pixel % width;
            for (int o = 0; o < out; o++) {
                double gradient = outputGradient[pixel * out + o];
                biasGradient[o] += gradient;
                double sum = bias[o];
                for (int tap = 0; tap < 9; tap++) {
                    int v = y + tap / 3 - 1;
                    int u = x + tap % 3 - 1;
                    if (v < 0 || u < 0 || v >= height || u >= width) {
                        continue;
                    }
                    int from = (pixel + (v - y) * width + u - x) * in;
                    for (int i = 0; i < in; i++) {
                        int w = (o * in + i) * 9 + tap;
                        sum += (double) input[from + i] * weights[w];
                        weightGradient[w] += gradient * input[from + i];
                        inputGradient[from + i] += input[from + i] > 0 ? gradient * weights[w] : 0;
                    }
                }
                output[pixel * out + o] = Math.max(0, sum);
            }
        }

        WinogradConvolution convolution = new WinogradConvolution(height, width, in, out, false);
        float[] foundOutput = new float[output.length];
        float[] foundInputGradient = new float[input.length];
        float[] foundWeightGradient = new float[weights.length];
        float[] foundBiasGradient = new float[out];
        Pixels inputs = new Pixels(FloatBuffer.wrap(input), in);
        convolution.setWeights(weights);
        convolution.forward(inputs, images, bias, true, new Pixels(FloatBuffer.wrap(foundOutput), out));
        convolution.backward(
                inputs,
                new Pixels(FloatBuffer.wrap(outputGradient), out),
                images,
                true,
                new Pixels(FloatBuffer.wrap(foundInputGradient), in),
                foundWeightGradient,
                foundBiasGradient);

        assertThat(error(foundOutput, output)).as("output").isLessThan(TOLERANCE);
        assertThat(error(foundInputGradient, inputGradient))
                .as("input gradient")
                .isLessThan(TOLERANCE);
        assertThat(error(foundWeightGradient, weightGradient))
                .as("weight gradient")
                .isLessThan(TOLERANCE);
        assertThat(error(foundBiasGradient, biasGradient)).as("bias gradient").isLessThan(TOLERANCE);
    }

    @Test
    void shouldNotHideThatANetworkDiverged() {
        float[] weights = new float[9];
        float[] output = new float[4];
        weights[4] = Float.NaN;
        WinogradConvolution convolution = new WinogradConvolution(4, 4, 1, 1, true);
        convolution.setWeights(weights);
        for (boolean training : new boolean[] {true, false}) {
            convolution.forward(
                    new Pixels(FloatBuffer.wrap(new float[16]), 1),
                    1,
                    new float[1],
                    training,
                    new Pixels(FloatBuffer.wrap(output), 1));

            assertThat(output).containsOnly(Float.NaN);
        }
    }

    /** Images of one block, and one in strips. */
    @ParameterizedTest
    @CsvSource({"5, 9, 14", "2, 41, 38"})
    void shouldPoolWhatItComputes(int images, int height, int width) {
        int channels = 16;
        int pooledSize = images * (height / 2) * (width / 2) * channels;
        Random random = new Random(1);
        float[] input = random(random, images * height * width * channels, 1);
        float[] weights = random(random, channels * channels * 9, 0.1f);
        float[] gradient = random(random, pooledSize, 1);
        float[] output = new float[input.length];
        float[] pooled = new float[pooledSize];
        float[] inputGradient = new float[input.length];
        float[] pooledInputGradient = new float[input.length];

        for (boolean pooling : new boolean[] {false, true}) {
            float[] to = pooling ? pooled : output;
            WinogradConvolution convolution = new WinogradConvolution(height, width, channels, channels, pooling);
            convolution.setWeights(weights);
            convolution.forward(pixels(input, channels), images, new float[channels], true, pixels(to, channels));
            float[] from = pooling ? gradient : scattered(gradient, output, images, height, width, channels);
            float[] found = pooling ? pooledInputGradient : inputGradient;
            convolution.backward(
                    pixels(input, channels),
                    pixels(from, channels),
                    images,
                    pixels(found, channels),
                    new float[weights.length],
                    new float[channels]);
        }

        assertThat(pooled).isEqualTo(halved(output, images, height, width, channels));
        assertThat(pooledInputGradient).isEqualTo(inputGradient);
    }

    private static Pixels pixels(float[] values, int channels) {
        return new Pixels(FloatBuffer.wrap(values), channels);
    }

    /** The maxima of 2x2 pixels. */
    private static float[] halved(float[] values, int images, int height, int width, int channels) {
        float[] maxima = new float[images * (height / 2) * (width / 2) * channels];
        for (int i = 0; i < maxima.length; i++) {
            maxima[i] = values[maximum(values, i, height, width, channels)];
        }
        return maxima;
    }

    /** Each where the maximum was, unless that is 0; other elements are 0. */
    private static float[] scattered(
            float[] gradient, float[] values, int images, int height, int width, int channels) {
        float[] all = new float[images * height * width * channels];
        for (int i = 0; i < gradient.length; i++) {
            int from = maximum(values, i, height, width, channels);
            all[from] = values[from] > 0 ? gradient[i] : 0;
        }
        return all;
    }

    /** Where the first maximum is of which {@code pooled} is the element. */
    private static int maximum(float[] values, int pooled, int height, int width, int channels) {
        int pixel = pooled / channels;
        int x = pixel % (width / 2) * 2;
        int y = pixel / (width / 2) % (height / 2) * 2;
        int image = pixel / (width / 2) / (height / 2);
        int first = ((image * height + y) * width + x) * channels + pooled % channels;
        int best = first;
        for (int step : new int[] {channels, width * channels, (width + 1) * channels}) {
            if (values[first + step] > values[best]) {
                best = first + step;
            }
        }
        return best;
    }

    /** With few images, some parts of the sums have none. */
    @ParameterizedTest
    @CsvSource({
        "1, 28, 32, true",
        "3, 28, 16, true",
        "61, 14, 40, false",
        "100, 7, 64, true",
        "5, 41, 16, true",
        "11, 40, 16, false"
    })
    void shouldHaveTheSameBitsHoweverManyThreadsShareTheWork(int images, int side, int channels, boolean pooling) {
        float[] alone = bits(1, images, side, channels, pooling);

        for (int threads : new int[] {2, 3, 5, 16, 64}) {
            assertThat(bits(threads, images, side, channels, pooling))
                    .as("%d threads", threads)
                    .isEqualTo(alone);
        }
    }

    /** Output, and gradients of input, weights and bias. */
    private static float[] bits(int threads, int images, int side, int channels, boolean pooling) {
        Random random = new Random(1);
        int outSide = pooling ? side / 2 : side;
        Pixels input = new Pixels(FloatBuffer.wrap(relu(random(random, images * side * side * channels, 1))), channels);
        FloatBuffer output = FloatBuffer.allocate(images * outSide * outSide * channels);
        Pixels gradient = new Pixels(FloatBuffer.wrap(random(random, output.limit(), 1)), channels);
        FloatBuffer inputGradient = FloatBuffer.allocate(input.values().limit());
        float[] weightGradient = new float[channels * channels * 9];
        float[] biasGradient = new float[channels];
        Workers.simulate(threads);
        try {
            WinogradConvolution convolution = new WinogradConvolution(side, side, channels, channels, pooling);
            convolution.setWeights(random(random, weightGradient.length, 0.1f));
            convolution.forward(input, images, random(random, channels, 0.1f), true, new Pixels(output, channels));
            Pixels to = new Pixels(inputGradient, channels);
            convolution.backward(input, gradient, images, true, to, weightGradient, biasGradient);
        } finally {
            Workers.use(1);
        }
        int size = output.limit() + inputGradient.limit() + weightGradient.length + biasGradient.length;
        FloatBuffer all = FloatBuffer.allocate(size);
        return all.put(output)
                .put(inputGradient)
                .put(weightGradient)
                .put(biasGradient)
                .array();
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

    private static float[] relu(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, values[i]);
        }
        return values;
    }

    private static float[] random(Random random, int size, float deviation) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = deviation * (float) random.nextGaussian();
        }
        return values;
    }
}
