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
        Matrix right = panels.arrange(b, new float[b.length]);
        float[] expected = expected(a, depth, 1, b, new float[c.length], rows, depth, columns);

        Gemm.multiply(Matrix.inRows(a, depth), right, Matrix.inRows(c, columns), false, rows, depth, new Scratch());

        assertThat(c).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "4, 1, 1, true",
        "28, 2, 3, true",
        "36, 3, 2, true",
        "64, 5, 5, true",
        "8, 130, 4, true",
        "28, 2, 4, false",
        "64, 4, 2, false",
        "36, 4, 3, false",
        "16, 6, 2, false"
    })
    void shouldMultiplySomeRowsInPanels(int rows, int depthVectors, int vectors, boolean adding) {
        int first = 8;
        int depth = depthVectors * Lanes.COUNT;
        int columns = vectors * Lanes.COUNT;
        float[] a = random((first + rows) * depth);
        float[] b = random(depth * columns);
        float[] c = random((first + rows) * columns);
        float[] sum = new float[c.length];
        Matrix left = new Panels(first + rows, depth).arrange(a, new float[a.length]);
        Matrix right = new Panels(depth, columns).arrange(b, new float[b.length]);
        Matrix result = new Panels(first + rows, columns).arrange(c.clone(), sum);
        float[] start = adding ? c : new float[c.length];
        float[] all = expected(a, depth, 1, b, start, first + rows, depth, columns);

        Gemm.multiply(left.rowsFrom(first), right, result.rowsFrom(first), adding, rows, depth, new Scratch());

        for (int i = 0; i < all.length; i++) {
            int row = i / columns;
            float[] source = row < first ? c : all;
            assertThat(result.values()[result.at(row, i % columns)]).isEqualTo(source[i]);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 2", "7, 3, 4", "49, 4, 2", "33, 8, 4", "64, 2, 1", "7, 3, 3", "5, 1, 1"})
    void shouldAddTheProductWithTheTransposed(int depth, int rowVectors, int vectors) {
        int rows = rowVectors * Lanes.COUNT;
        int columns = vectors * Lanes.COUNT;
        float[] a = random(depth * rows);
        float[] b = random(depth * columns);
        float[] c = random(rows * columns);
        float[] expected = expected(a, 1, rows, b, c, rows, depth, columns);

        Gemm.multiplyTransposed(
                new Panels(depth, rows).arrange(a, new float[a.length]),
                new Panels(depth, columns).arrange(b, new float[b.length]),
                Matrix.inRows(c, columns),
                true,
                depth);

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
