package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Per channel the sums of pixels and of their products with others. Runs of {@link #RUN} pixels are summed in single
 * precision, in order; so the bits are the same whoever brings which pixels, as long as one thread brings a run's, in order.
 * To be used again and again: the first pixel of a run begins its sums anew.
 */
public final class ChannelSums {

    /** Pixels that are summed in single precision. */
    public static final int RUN = 64;

    /** Runs whose sums a thread takes at a time. */
    private static final int RUNS = 8;

    private final int pixels;
    private final int channels;
    private final int padded;

    /** {@code [run, sum or sum of products, channel]}. */
    private final float[] runs;

    private ChannelSums(int pixels, int channels) {
        this.pixels = pixels;
        this.channels = channels;
        this.padded = Lanes.padded(channels);
        this.runs = new float[(pixels + RUN - 1) / RUN * 2 * padded];
    }

    /** These, if they are for so many pixels and channels; else new ones. */
    static ChannelSums of(int pixels, int channels, ChannelSums previous) {
        boolean fit = previous != null && previous.pixels == pixels && previous.channels == channels;
        return fit ? previous : new ChannelSums(pixels, channels);
    }

    /** Sums per channel. */
    public record Totals(double[] values, double[] products) {}

    /** Adds pixels {@code first} to {@code first + count}, which lie in {@code values} and {@code factors}. */
    void add(int first, int count, float[] values, int valuesFrom, float[] factors, int factorsFrom) {
        for (int done = 0; done < count; ) {
            int run = (first + done) / RUN;
            int end = Math.min(count, (run + 1) * RUN - first);
            if (first + done == run * RUN) {
                Arrays.fill(runs, run * 2 * padded, (run + 1) * 2 * padded, 0);
            }
            int from = done * padded;
            int to = run * 2 * padded;
            int c = 0;
            for (; c + 2 * COUNT <= padded; c += 2 * COUNT) {
                addTwo(end - done, values, valuesFrom + from + c, factors, factorsFrom + from + c, to + c);
            }
            if (c < padded) {
                add(end - done, values, valuesFrom + from + c, factors, factorsFrom + from + c, to + c);
            }
            done = end;
        }
    }

    /** Two vectors of channels: each sum waits for the addition before, and two wait together. */
    private void addTwo(int count, float[] values, int valuesFrom, float[] factors, int factorsFrom, int run) {
        FloatVector sum0 = FloatVector.fromArray(SPECIES, runs, run);
        FloatVector sum1 = FloatVector.fromArray(SPECIES, runs, run + COUNT);
        FloatVector product0 = FloatVector.fromArray(SPECIES, runs, run + padded);
        FloatVector product1 = FloatVector.fromArray(SPECIES, runs, run + padded + COUNT);
        for (int pixel = 0; pixel < count; pixel++) {
            int i = valuesFrom + pixel * padded;
            int j = factorsFrom + pixel * padded;
            FloatVector value0 = FloatVector.fromArray(SPECIES, values, i);
            sum0 = sum0.add(value0);
            product0 = value0.fma(FloatVector.fromArray(SPECIES, factors, j), product0);
            FloatVector value1 = FloatVector.fromArray(SPECIES, values, i + COUNT);
            sum1 = sum1.add(value1);
            product1 = value1.fma(FloatVector.fromArray(SPECIES, factors, j + COUNT), product1);
        }
        sum0.intoArray(runs, run);
        sum1.intoArray(runs, run + COUNT);
        product0.intoArray(runs, run + padded);
        product1.intoArray(runs, run + padded + COUNT);
    }

    private void add(int count, float[] values, int valuesFrom, float[] factors, int factorsFrom, int run) {
        FloatVector sum = FloatVector.fromArray(SPECIES, runs, run);
        FloatVector product = FloatVector.fromArray(SPECIES, runs, run + padded);
        for (int pixel = 0; pixel < count; pixel++) {
            FloatVector value = FloatVector.fromArray(SPECIES, values, valuesFrom + pixel * padded);
            sum = sum.add(value);
            product = value.fma(FloatVector.fromArray(SPECIES, factors, factorsFrom + pixel * padded), product);
        }
        sum.intoArray(runs, run);
        product.intoArray(runs, run + padded);
    }

    /** Of all pixels. */
    public Totals totals() {
        int size = 2 * padded;
        int count = runs.length / size;
        double[][] parts = new double[(count + RUNS - 1) / RUNS][size];
        Workers.forEach(parts.length, (part, scratch) -> {
            for (int run = part * RUNS; run < Math.min(count, (part + 1) * RUNS); run++) {
                for (int i = 0; i < size; i++) {
                    parts[part][i] += runs[run * size + i];
                }
            }
        });
        double[] values = new double[channels];
        double[] products = new double[channels];
        for (double[] part : parts) {
            for (int c = 0; c < channels; c++) {
                values[c] += part[c];
                products[c] += part[padded + c];
            }
        }
        return new Totals(values, products);
    }
}
