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
        "2, 4, 4, 256, 8"
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
        FloatBuffer inputs = FloatBuffer.wrap(input);
        convolution.forward(inputs, images, weights, bias, FloatBuffer.wrap(foundOutput));
        convolution.backward(
                inputs,
                FloatBuffer.wrap(outputGradient),
                images,
                weights,
                true,
                FloatBuffer.wrap(foundInputGradient),
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
        new WinogradConvolution(4, 4, 1, 1, true)
                .forward(FloatBuffer.wrap(new float[16]), 1, weights, new float[1], FloatBuffer.wrap(output));

        assertThat(output).containsOnly(Float.NaN);
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
