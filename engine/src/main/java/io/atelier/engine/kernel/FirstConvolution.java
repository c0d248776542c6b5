package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import io.atelier.engine.kernel.Scratch.Use;
import java.nio.FloatBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * 3x3 convolution with same padding, bias and ReLU of images of one channel, {@code [n, height, width]}; weights are
 * {@code [out, 3, 3]}. Nobody needs the gradient of the images.
 */
public final class FirstConvolution {

    private static final int TAPS = 9;

    private final int height;
    private final int width;
    private final int out;
    private final int outPadded;

    public FirstConvolution(int height, int width, int out) {
        this.height = height;
        this.width = width;
        this.out = out;
        this.outPadded = Lanes.padded(out);
    }

    /** @param output images, each of which one thread writes, pixel after pixel */
    public void forward(FloatBuffer input, int images, float[] weights, float[] bias, Pixels output) {
        float[] terms = terms(weights, bias);
        Images from = new Images(input, height, width, 1);
        Images to = new Images(output, height, width);
        Workers.forEach(images, (image, scratch) -> {
            float[] pixels = pixels(from, image, scratch);
            float[] result = scratch.get(Use.OUTPUT, height * width * outPadded);
            for (int y = 0; y < height; y++) {
                for (int channel = 0; channel < outPadded; channel += COUNT) {
                    row(pixels, y * (width + 2), terms, channel, result, y * width * outPadded + channel);
                }
            }
            to.write(image, result, 0, width * outPadded, outPadded, scratch);
        });
    }

    /** Weights, then bias: {@code [10, out]}. */
    private float[] terms(float[] weights, float[] bias) {
        float[] terms = new float[(TAPS + 1) * outPadded];
        for (int o = 0; o < out; o++) {
            for (int tap = 0; tap < TAPS; tap++) {
                terms[tap * outPadded + o] = weights[o * TAPS + tap];
            }
            terms[TAPS * outPadded + o] = bias[o];
        }
        return terms;
    }

    /** With a border of zeros. */
    private float[] pixels(Images from, int image, Scratch scratch) {
        int size = (height + 2) * (width + 2);
        float[] pixels = scratch.get(Use.INPUT, size);
        Arrays.fill(pixels, 0, size, 0);
        from.read(image, pixels, width + 3, width + 2, 1, scratch);
        return pixels;
    }

    private void row(float[] pixels, int from, float[] terms, int channel, float[] result, int to) {
        FloatVector w0 = FloatVector.fromArray(SPECIES, terms, channel);
        FloatVector w1 = FloatVector.fromArray(SPECIES, terms, channel + outPadded);
        FloatVector w2 = FloatVector.fromArray(SPECIES, terms, channel + 2 * outPadded);
        FloatVector w3 = FloatVector.fromArray(SPECIES, terms, channel + 3 * outPadded);
        FloatVector w4 = FloatVector.fromArray(SPECIES, terms, channel + 4 * outPadded);
        FloatVector w5 = FloatVector.fromArray(SPECIES, terms, channel + 5 * outPadded);
        FloatVector w6 = FloatVector.fromArray(SPECIES, terms, channel + 6 * outPadded);
        FloatVector w7 = FloatVector.fromArray(SPECIES, terms, channel + 7 * outPadded);
        FloatVector w8 = FloatVector.fromArray(SPECIES, terms, channel + 8 * outPadded);
        FloatVector bias = FloatVector.fromArray(SPECIES, terms, channel + 9 * outPadded);
        int below = from + width + 2;
        int last = below + width + 2;
        for (int x = 0; x < width; x++) {
            FloatVector top = FloatVector.broadcast(SPECIES, pixels[from + x]).fma(w0, bias);
            top = FloatVector.broadcast(SPECIES, pixels[from + x + 1]).fma(w1, top);
            top = FloatVector.broadcast(SPECIES, pixels[from + x + 2]).fma(w2, top);
            FloatVector middle =
                    FloatVector.broadcast(SPECIES, pixels[below + x]).mul(w3);
            middle = FloatVector.broadcast(SPECIES, pixels[below + x + 1]).fma(w4, middle);
            middle = FloatVector.broadcast(SPECIES, pixels[below + x + 2]).fma(w5, middle);
            FloatVector bottom =
                    FloatVector.broadcast(SPECIES, pixels[last + x]).mul(w6);
            bottom = FloatVector.broadcast(SPECIES, pixels[last + x + 1]).fma(w7, bottom);
            bottom = FloatVector.broadcast(SPECIES, pixels[last + x + 2]).fma(w8, bottom);
            Vectors.atLeast(top.add(middle).add(bottom), 0).intoArray(result, to + x * outPadded);
        }
    }

    /** @param outputGradient {@code [images, height, width, out]}, already zero where the output is */
    public void backward(
            FloatBuffer input, Pixels outputGradient, int images, float[] weightGradient, float[] biasGradient) {
        double[][] sums = new double[images][(TAPS + 1) * outPadded];
        Images from = new Images(input, height, width, 1);
        Images gradient = new Images(outputGradient, height, width);
        Workers.forEach(images, (image, scratch) -> {
            float[] pixels = pixels(from, image, scratch);
            float[] values = scratch.get(Use.OUTPUT, height * width * outPadded);
            gradient.read(image, values, 0, width * outPadded, outPadded, scratch);
            float[] sum = scratch.get(Use.STRIP, (TAPS + 1) * outPadded);
            Arrays.fill(sum, 0, (TAPS + 1) * outPadded, 0);
            for (int y = 0; y < height; y++) {
                for (int channel = 0; channel < outPadded; channel += COUNT) {
                    addRow(pixels, y * (width + 2), values, y * width * outPadded + channel, sum, channel);
                }
            }
            for (int i = 0; i < (TAPS + 1) * outPadded; i++) {
                sums[image][i] = sum[i];
            }
        });
        float[] total = new float[(TAPS + 1) * outPadded];
        Vectors.sum(sums, total);
        for (int o = 0; o < out; o++) {
            for (int tap = 0; tap < TAPS; tap++) {
                weightGradient[o * TAPS + tap] = total[tap * outPadded + o];
            }
            biasGradient[o] = total[TAPS * outPadded + o];
        }
    }

    private void addRow(float[] pixels, int from, float[] gradient, int gradientFrom, float[] sums, int channel) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, sums, channel);
        FloatVector s1 = FloatVector.fromArray(SPECIES, sums, channel + outPadded);
        FloatVector s2 = FloatVector.fromArray(SPECIES, sums, channel + 2 * outPadded);
        FloatVector s3 = FloatVector.fromArray(SPECIES, sums, channel + 3 * outPadded);
        FloatVector s4 = FloatVector.fromArray(SPECIES, sums, channel + 4 * outPadded);
        FloatVector s5 = FloatVector.fromArray(SPECIES, sums, channel + 5 * outPadded);
        FloatVector s6 = FloatVector.fromArray(SPECIES, sums, channel + 6 * outPadded);
        FloatVector s7 = FloatVector.fromArray(SPECIES, sums, channel + 7 * outPadded);
        FloatVector s8 = FloatVector.fromArray(SPECIES, sums, channel + 8 * outPadded);
        FloatVector bias = FloatVector.fromArray(SPECIES, sums, channel + 9 * outPadded);
        int below = from + width + 2;
        int last = below + width + 2;
        for (int x = 0; x < width; x++) {
            FloatVector value = FloatVector.fromArray(SPECIES, gradient, gradientFrom + x * outPadded);
            s0 = FloatVector.broadcast(SPECIES, pixels[from + x]).fma(value, s0);
            s1 = FloatVector.broadcast(SPECIES, pixels[from + x + 1]).fma(value, s1);
            s2 = FloatVector.broadcast(SPECIES, pixels[from + x + 2]).fma(value, s2);
            s3 = FloatVector.broadcast(SPECIES, pixels[below + x]).fma(value, s3);
            s4 = FloatVector.broadcast(SPECIES, pixels[below + x + 1]).fma(value, s4);
            s5 = FloatVector.broadcast(SPECIES, pixels[below + x + 2]).fma(value, s5);
            s6 = FloatVector.broadcast(SPECIES, pixels[last + x]).fma(value, s6);
            s7 = FloatVector.broadcast(SPECIES, pixels[last + x + 1]).fma(value, s7);
            s8 = FloatVector.broadcast(SPECIES, pixels[last + x + 2]).fma(value, s8);
            bias = bias.add(value);
        }
        s0.intoArray(sums, channel);
        s1.intoArray(sums, channel + outPadded);
        s2.intoArray(sums, channel + 2 * outPadded);
        s3.intoArray(sums, channel + 3 * outPadded);
        s4.intoArray(sums, channel + 4 * outPadded);
        s5.intoArray(sums, channel + 5 * outPadded);
        s6.intoArray(sums, channel + 6 * outPadded);
        s7.intoArray(sums, channel + 7 * outPadded);
        s8.intoArray(sums, channel + 8 * outPadded);
        bias.intoArray(sums, channel + 9 * outPadded);
    }
}
