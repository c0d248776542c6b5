package io.atelier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.atelier.contract.architecture.Extent;
import io.atelier.contract.architecture.Shape;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WhiteningTest {

    private static final double EPSILON = 5e-4;

    /** Of images of one pixel with two channels: moments [[5, 3], [3, 5]] / 2, eigenvalues 4 and 1. */
    @Test
    void shouldScaleEigenvectorsByTheRootsOfTheirEigenvalues() {
        FloatBuffer images = FloatBuffer.wrap(new float[] {2, 2, 1, -1});

        float[] filters = Whitening.filters(images, 2, new Shape(1, 1, 2), new Extent(1, 1), 4);

        float first = (float) (Math.sqrt(0.5) / Math.sqrt(4 + EPSILON));
        float second = (float) (Math.sqrt(0.5) / Math.sqrt(1 + EPSILON));
        assertThat(filters)
                .containsExactly(
                        new float[] {first, first, second, -second, -first, -first, -second, second}, within(1e-6f));
    }

    @Test
    void shouldMakePatchesUncorrelatedAndOfUnitVariance() {
        int n = 20;
        Shape image = new Shape(9, 8, 3);
        Extent kernel = new Extent(2, 3);
        float[] pixels = new float[(int) (n * image.size())];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < pixels.length; i++) {
            // Neighbours are correlated.
            pixels[i] = (float) ((i > 0 ? 0.8 * pixels[i - 1] : 0) + random.nextDouble() - 0.5);
        }
        int size = 2 * 3 * 3;

        float[] filters = Whitening.filters(FloatBuffer.wrap(pixels), n, image, kernel, size);

        double[][] moments = momentsOfOutputs(pixels, n, image, kernel, filters, size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                assertThat(moments[i][j]).as("%d, %d", i, j).isCloseTo(i == j ? 1 : 0, within(0.02));
            }
        }
    }

    private static double[][] momentsOfOutputs(
            float[] pixels, int n, Shape image, Extent kernel, float[] filters, int size) {
        double[][] sums = new double[size][size];
        int patches = 0;
        for (int i = 0; i < n; i++) {
            for (int top = 0; top + kernel.height() <= image.height(); top++) {
                for (int left = 0; left + kernel.width() <= image.width(); left++) {
                    double[] outputs = new double[size];
                    for (int filter = 0; filter < size; filter++) {
                        int at = filter * size;
                        for (int c = 0; c < image.channels(); c++) {
                            for (int y = top; y < top + kernel.height(); y++) {
                                for (int x = left; x < left + kernel.width(); x++) {
                                    int pixel = ((i * image.height() + y) * image.width() + x) * image.channels() + c;
                                    outputs[filter] += filters[at++] * pixels[pixel];
                                }
                            }
                        }
                    }
                    for (int a = 0; a < size; a++) {
                        for (int b = 0; b < size; b++) {
                            sums[a][b] += outputs[a] * outputs[b];
                        }
                    }
                    patches++;
                }
            }
        }
        for (double[] row : sums) {
            for (int b = 0; b < size; b++) {
                row[b] /= patches;
            }
        }
        return sums;
    }

    @Test
    void shouldRefuseImagesThatAreNotFinite() {
        FloatBuffer images = FloatBuffer.wrap(new float[] {2, Float.NaN});

        assertThatThrownBy(() -> Whitening.filters(images, 1, new Shape(1, 1, 2), new Extent(1, 1), 2))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("The images that whitening begins with must have finite pixels");
    }
}
