package io.atelier.engine.layer;

import java.nio.FloatBuffer;

/** Per-channel affine maps of {@code [rows, channels]} arrays. */
final class ChannelAffine {

    private ChannelAffine() {}

    /** {@code output = scale * input + shift}. */
    static void apply(FloatBuffer input, float[] scale, float[] shift, FloatBuffer output) {
        int channels = scale.length;
        Blocks.forEach(input.limit() / channels, (block, from, to) -> {
            float[] values = read(input, from, to, channels);
            for (int row = 0; row < values.length; row += channels) {
                for (int c = 0; c < channels; c++) {
                    values[row + c] = scale[c] * values[row + c] + shift[c];
                }
            }
            output.put(from * channels, values);
        });
    }

    /**
     * {@code first = firstScale * first + secondScale * second + shift}, in place; with {@code masked} zero where
     * {@code second}, then a ReLU's output, is zero.
     */
    static void combine(
            FloatBuffer first,
            float[] firstScale,
            FloatBuffer second,
            float[] secondScale,
            float[] shift,
            boolean masked) {
        int channels = firstScale.length;
        Blocks.forEach(first.limit() / channels, (block, from, to) -> {
            float[] values = read(first, from, to, channels);
            float[] others = read(second, from, to, channels);
            for (int row = 0; row < values.length; row += channels) {
                for (int c = 0; c < channels; c++) {
                    values[row + c] = firstScale[c] * values[row + c] + secondScale[c] * others[row + c] + shift[c];
                }
            }
            if (masked) {
                mask(values, others);
            }
            first.put(from * channels, values);
        });
    }

    /** Without a branch, which would be mispredicted every other time: {@code min} becomes 0 or 1. */
    private static void mask(float[] values, float[] activations) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= Math.min(activations[i] * Float.MAX_VALUE, 1f);
        }
    }

    private static float[] read(FloatBuffer buffer, int from, int to, int channels) {
        float[] values = new float[(to - from) * channels];
        buffer.get(from * channels, values);
        return values;
    }
}
