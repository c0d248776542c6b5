package io.atelier.engine.layer;

import java.nio.FloatBuffer;

/** Per channel, over all rows of {@code [rows, channels]}: the sum of one array and of its product with another. */
final class ChannelSums {

    private final double[] sums;
    private final double[] products;

    private ChannelSums(int channels) {
        sums = new double[channels];
        products = new double[channels];
    }

    double[] sums() {
        return sums;
    }

    double[] products() {
        return products;
    }

    static ChannelSums of(FloatBuffer values, FloatBuffer factors, int channels) {
        int rows = values.limit() / channels;
        ChannelSums[] parts = new ChannelSums[Blocks.count(rows)];
        Blocks.forEach(rows, (block, from, to) -> {
            ChannelSums part = new ChannelSums(channels);
            float[] value = new float[(to - from) * channels];
            values.get(from * channels, value);
            float[] factor = new float[value.length];
            factors.get(from * channels, factor);
            part.add(value, factor, channels);
            parts[block] = part;
        });
        ChannelSums total = new ChannelSums(channels);
        for (ChannelSums part : parts) {
            for (int c = 0; c < channels; c++) {
                total.sums[c] += part.sums[c];
                total.products[c] += part.products[c];
            }
        }
        return total;
    }

    private void add(float[] value, float[] factor, int channels) {
        for (int row = 0; row < value.length; row += channels) {
            for (int c = 0; c < channels; c++) {
                double v = value[row + c];
                sums[c] += v;
                products[c] += v * factor[row + c];
            }
        }
    }
}
