package io.atelier.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** To the bit: every element is a chain of fused multiply-adds in the order of the inner dimension. */
class GemmTest {

    @ParameterizedTest
    @CsvSource({
        "4, 1, 2",
        "12, 7, 4",
        "28, 33, 2",
        "100, 64, 6",
        "4, 5, 1",
        "12, 16, 1",
        "28, 7, 5",
        "20, 513, 3",
        "64, 1100, 4"
    })
    void shouldMultiply(int rows, int depth, int vectors) {
        int columns = vectors * Lanes.COUNT;
        Panels panels = new Panels(depth, columns);
        float[] a = random(rows * depth);
        float[] b = random(depth * columns);
        float[] c = new float[rows * columns];
        float[] inPanels = new float[b.length];
        panels.fill(b, inPanels);
        Gemm.multiply(a, 0, depth, inPanels, 0, c, 0, columns, rows, depth, columns, new Scratch());

        assertThat(c).isEqualTo(expected(a, depth, 1, b, new float[c.length], rows, depth, columns));
    }

    @ParameterizedTest
    @CsvSource({"1, 4, 2", "7, 12, 4", "49, 32, 2", "33, 64, 4", "64, 16, 1", "7, 12, 3"})
    void shouldAddTheProductWithTheTransposed(int depth, int rows, int vectors) {
        int columns = vectors * Lanes.COUNT;
        float[] a = random(depth * rows);
        float[] b = random(depth * columns);
        float[] c = random(rows * columns);
        float[] expected = expected(a, 1, rows, b, c, rows, depth, columns);

        Gemm.multiplyTransposed(a, 0, b, 0, c, 0, depth, rows, columns, true);

        assertThat(c).isEqualTo(expected);
    }

    private static float[] expected(
            float[] a, int aRow, int aStep, float[] b, float[] start, int rows, int depth, int columns) {
        float[] c = start.clone();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                for (int k = 0; k < depth; k++) {
                    int i = row * columns + column;
                    c[i] = Math.fma(a[row * aRow + k * aStep], b[k * columns + column], c[i]);
                }
            }
        }
        return c;
    }

    private static float[] random(int size) {
        Random random = new Random(size);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
