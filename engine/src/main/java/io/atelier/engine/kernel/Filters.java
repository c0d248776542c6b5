package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
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
    int stride() {
        return inPadded * outPadded + GAP;
    }

    /** All products' matrices. */
    int size() {
        return PRODUCTS * stride();
    }

    /** {@code [product][in, out]}, the matrices in panels of columns. */
    float[] factors(float[] weights, float[] previous) {
        float[] factors = previous.length == 0 ? new float[size()] : previous;
        Workers.forEach(inPadded, (channel, scratch) -> {
            float[] taps = scratch.get(Scratch.Use.INPUT, AREA * outPadded);
            Arrays.fill(taps, 0, AREA * outPadded, 0);
            if (channel < in) {
                for (int o = 0; o < out; o++) {
                    for (int tap = 0; tap < AREA; tap++) {
                        taps[tap * outPadded + o] = weights[(o * in + channel) * AREA + tap];
                    }
                }
            }
            row(taps, outPadded, factors, channel, inPadded, scratch);
        });
        return factors;
    }

    /** {@code [product][out, in]}, the matrices in panels of columns. */
    float[] transposedFactors(float[] weights, float[] previous) {
        float[] factors = previous.length == 0 ? new float[size()] : previous;
        Workers.forEach(outPadded, (channel, scratch) -> {
            float[] taps = scratch.get(Scratch.Use.INPUT, AREA * inPadded);
            Arrays.fill(taps, 0, AREA * inPadded, 0);
            if (channel < out) {
                for (int i = 0; i < in; i++) {
                    for (int tap = 0; tap < AREA; tap++) {
                        taps[tap * inPadded + i] = weights[(channel * in + i) * AREA + tap];
                    }
                }
            }
            row(taps, inPadded, factors, channel, outPadded, scratch);
        });
        return factors;
    }

    /** Row {@code row} of every product's matrix, from {@code taps [3, 3, columns]}. */
    private void row(float[] taps, int columns, float[] factors, int row, int rows, Scratch scratch) {
        float[] strip = scratch.get(Scratch.Use.STRIP, INPUTS * TAPS * COUNT);
        Panels panels = new Panels(rows, columns);
        Pass vertical = new Pass(1, 0, TAPS, columns, TAPS * columns, 0, COUNT, TAPS * COUNT);
        Pass horizontal = new Pass(1, 0, INPUTS, TAPS * COUNT, COUNT, 0, INPUTS * stride(), stride());
        for (int column = 0; column < columns; column += COUNT) {
            Winograd.weights(taps, column, vertical, strip, horizontal, factors, panels.at(row, column));
        }
    }

    /**
     * The gradient of the weights from the sum of those of the factors, {@code [part][product][in, out]}.
     *
     * @param isEmpty of which parts there are none
     */
    void gradient(float[] values, int parts, IntPredicate isEmpty, float[] weights) {
        Workers.forEach(in, (channel, scratch) -> {
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
        });
    }
}
