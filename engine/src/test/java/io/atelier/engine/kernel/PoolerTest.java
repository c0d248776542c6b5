package io.atelier.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the definitions in double precision. */
class PoolerTest {

    private static final double TOLERANCE = 1e-6;

    @AfterEach
    void stop() {
        Workers.use(1);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 7, 6, 4, 2, 2, 2, 2, false",
        "3, 7, 6, 4, 2, 2, 2, 2, true",
        "2, 9, 8, 35, 3, 3, 2, 2, true",
        "2, 9, 8, 3, 3, 3, 1, 1, true",
        "5, 8, 9, 33, 4, 2, 1, 3, false",
        "2, 8, 5, 12, 8, 5, 8, 5, false",
        "1, 2, 3, 2, 31, 5, 16, 1, true"
    })
    void shouldComputeMaximumAndAverage(
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
        Random random = new Random(1);
        Axis rows = window.rows(height);
        Axis columns = window.columns(width);
        float[] input = random(random, images * height * width * channels);
        float[] outputGradient = random(random, images * rows.outputs() * columns.outputs() * channels);
        for (boolean maximum : new boolean[] {true, false}) {
            double[] output = new double[outputGradient.length];
            double[] inputGradient = new double[input.length];
            for (int to = 0; to < output.length; to++) {
                int x = to / channels % columns.outputs() * columnStride - columns.before();
                int y = to / channels / columns.outputs() % rows.outputs() * rowStride - rows.before();
                int image = to / channels / columns.outputs() / rows.outputs();
                double sum = 0;
                int count = 0;
                int best = -1;
                for (int v = Math.max(0, y); v < Math.min(height, y + windowHeight); v++) {
                    for (int u = Math.max(0, x); u < Math.min(width, x + windowWidth); u++) {
                        int from = ((image * height + v) * width + u) * channels + to % channels;
                        sum += input[from];
                        count++;
                        best = best < 0 || input[from] > input[best] ? from : best;
                    }
                }
                output[to] = maximum ? input[best] : sum / count;
                if (maximum) {
                    inputGradient[best] += outputGradient[to];
                    continue;
                }
                for (int v = Math.max(0, y); v < Math.min(height, y + windowHeight); v++) {
                    for (int u = Math.max(0, x); u < Math.min(width, x + windowWidth); u++) {
                        inputGradient[((image * height + v) * width + u) * channels + to % channels] +=
                                (double) outputGradient[to] / count;
                    }
                }
            }

            Pooler pooler = maximum
                    ? Pooler.maximum(height, width, channels, window)
                    : Pooler.average(height, width, channels, window);
            float[] foundOutput = new float[output.length];
            float[] foundGradient = new float[input.length];
            float[] inferred = new float[output.length];
            pooler.forward(FloatBuffer.wrap(input), images, true, FloatBuffer.wrap(foundOutput));
            pooler.forward(FloatBuffer.wrap(input), images, false, FloatBuffer.wrap(inferred));
            pooler.backward(FloatBuffer.wrap(outputGradient), images, FloatBuffer.wrap(foundGradient));

            assertThat(error(foundOutput, output)).as("output").isLessThan(TOLERANCE);
            assertThat(inferred).as("output without training").isEqualTo(foundOutput);
            assertThat(error(foundGradient, inputGradient)).as("gradient").isLessThan(TOLERANCE);
        }
    }

    @Test
    void shouldGiveTheGradientToTheFirstOfEqualPixels() {
        Pooler pooler = Pooler.maximum(3, 3, 1, Window.square(3, 1, false));
        float[] image = {0, 5, 1, 5, 5, 2, 3, 4, 5};
        float[] gradient = new float[9];
        pooler.forward(FloatBuffer.wrap(image), 1, true, FloatBuffer.wrap(new float[1]));
        pooler.backward(FloatBuffer.wrap(new float[] {7}), 1, FloatBuffer.wrap(gradient));

        assertThat(gradient).containsExactly(0, 7, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void shouldNotHideThatANetworkDiverged() {
        float[] image = {0, 1, Float.NaN, 2, 3, 4, 5, 6, 7};
        for (Pooler pooler : new Pooler[] {
            Pooler.maximum(3, 3, 1, Window.square(3, 1, false)), Pooler.average(3, 3, 1, Window.square(3, 1, false))
        }) {
            float[] output = new float[1];
            pooler.forward(FloatBuffer.wrap(image), 1, false, FloatBuffer.wrap(output));
            assertThat(output).containsOnly(Float.NaN);
        }
    }

    private static double error(float[] found, double[] expected) {
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs(found[i] - expected[i]));
        }
        return worst;
    }

    /** Each of a few values often, so that there are equal ones. */
    private static float[] random(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextInt(9) / 4f - 1;
        }
        return values;
    }
}
