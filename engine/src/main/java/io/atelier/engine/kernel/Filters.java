package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.PANEL;
import static io.atelier.engine.kernel.TileBlocks.GAP;
import static io.atelier.engine.kernel.Winograd.INPUTS;
import static io.atelier.engine.kernel.Winograd.PRODUCTS;
import static io.atelier.engine.kernel.Winograd.TAPS;

import io.atelier.engine.kernel.Winograd.Pass;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** The weights {@code [out, in, 3, 3]} of a convolution as the factors of Winograd's products, and back. */
final class Filters {

    private static final int AREA = TAPS * TAPS;

    /** Units of work, about. */
    private static final int UNITS = 64;

    private final int in;
    private final int out;
    private final int inPadded;
    private final int outPadded;

    Filters(int in, int out) {
        this.in = in;
        this.out = out;
        this.inPadded = Lanes.padded(in);
        this.outPadded = Lanes.padded(out);
    }

    /** From one product's matrix to the next. */
    private int stride() {
        return inPadded * outPadded + GAP;
    }

    /** All products' matrices. */
    int size() {
        return PRODUCTS * stride();
    }

    /** That of a product, of {@link #factors}. */
    Matrix factor(float[] factors, int product) {
        return Matrix.inPanels(factors, product * stride(), new Panels(inPadded, outPadded));
    }

    /** That of a product, of {@link #transposedFactors}. */
    Matrix transposedFactor(float[] factors, int product) {
        return Matrix.inPanels(factors, product * stride(), new Panels(outPadded, inPadded));
    }

    /** That of a product and a part of the factors' gradients, {@code [part][product][in, out]}, row after row. */
    Matrix factorGradient(float[] gradients, int part, int product) {
        return Matrix.inRows(gradients, part * size() + product * stride(), outPadded);
    }

    /** {@code [product][in, out]}, the matrices in panels of columns. */
    float[] factors(float[] weights, float[] previous) {
        return factors(weights, new Panels(inPadded, outPadded), in, AREA, out, in * AREA, previous);
    }

    /** {@code [product][out, in]}, the matrices in panels of columns. */
    float[] transposedFactors(float[] weights, float[] previous) {
        return factors(weights, new Panels(outPadded, inPadded), out, in * AREA, in, AREA, previous);
    }

    /**
     * @param shape of a product's matrix; what is added to {@code rows} and {@code columns} becomes zero
     * @param rowStep between the weights of one row and the next
     * @param columnStep between those of one column and the next
     */
    private float[] factors(
            float[] weights, Panels shape, int rows, int rowStep, int columns, int columnStep, float[] previous) {
        float[] factors = previous.length == 0 ? new float[size()] : previous;
        Matrix product = Matrix.inPanels(factors, 0, shape);
        int panels = (shape.columns() + PANEL - 1) / PANEL;
        int together = Math.max(1, shape.rows() * panels / UNITS);
        int groups = (shape.rows() + together - 1) / together;
        Workers.forEach(panels * groups, (unit, scratch) -> {
            int column = unit / groups * PANEL;
            int width = product.width(column);
            int used = Math.min(width, columns - column);
            float[] taps = scratch.get(Scratch.Use.INPUT, AREA * width);
            float[] strip = scratch.get(Scratch.Use.STRIP, INPUTS * TAPS * COUNT);
            Pass vertical = new Pass(1, 0, TAPS, width, TAPS * width, 0, COUNT, TAPS * COUNT);
            Pass horizontal = new Pass(1, 0, INPUTS, TAPS * COUNT, COUNT, 0, INPUTS * stride(), stride());
            int begin = unit % groups * together;
            for (int row = begin; row < Math.min(shape.rows(), begin + together); row++) {
                Arrays.fill(taps, 0, AREA * width, 0);
                for (int i = 0; i < used && row < rows; i++) {
                    for (int tap = 0; tap < AREA; tap++) {
                        taps[tap * width + i] = weights[row * rowStep + (column + i) * columnStep + tap];
                    }
                }
                for (int i = 0; i < width; i += COUNT) {
                    Winograd.weights(taps, i, vertical, strip, horizontal, factors, product.at(row, column + i));
                }
            }
        });
        return factors;
    }

    /**
     * The gradient of the weights from the sum of those of the factors, {@code [part][product][in, out]}.
     *
     * @param isEmpty of which parts there are none
     */
    void gradient(float[] values, int parts, IntPredicate isEmpty, float[] weights) {
        int together = Math.max(1, in / UNITS);
        Workers.forEach((in + together - 1) / together, (unit, scratch) -> {
            for (int channel = unit * together; channel < Math.min(in, (unit + 1) * together); channel++) {
                gradient(values, parts, isEmpty, channel, weights, scratch);
            }
        });
    }

    private void gradient(
            float[] values, int parts, IntPredicate isEmpty, int channel, float[] weights, Scratch scratch) {
        int row = outPadded + GAP;
        float[] sum = scratch.get(Scratch.Use.OUTPUT, PRODUCTS * row);
        for (int product = 0; product < PRODUCTS; product++) {
            int from = product * stride() + channel * outPadded;
            int to = product * row;
            if (isEmpty.test(0)) {
                Arrays.fill(sum, to, to + outPadded, 0);
            } else {
                System.arraycopy(values, from, sum, to, outPadded);
            }
            for (int part = 1; part < parts; part++) {
                if (!isEmpty.test(part)) {
                    Vectors.add(values, part * size() + from, sum, to, outPadded);
                }
            }
        }
        float[] taps = scratch.get(Scratch.Use.INPUT, AREA * row);
        float[] strip = scratch.get(Scratch.Use.STRIP, INPUTS * TAPS * COUNT);
        Pass vertical = new Pass(1, 0, INPUTS, row, INPUTS * row, 0, COUNT, INPUTS * COUNT);
        Pass horizontal = new Pass(1, 0, TAPS, INPUTS * COUNT, COUNT, 0, TAPS * row, row);
        for (int column = 0; column < outPadded; column += COUNT) {
            Winograd.weightsTransposed(sum, column, vertical, strip, horizontal, taps, column);
        }
        for (int o = 0; o < out; o++) {
            for (int tap = 0; tap < AREA; tap++) {
                weights[(o * in + channel) * AREA + tap] = taps[tap * row + o];
            }
        }
    }
}
