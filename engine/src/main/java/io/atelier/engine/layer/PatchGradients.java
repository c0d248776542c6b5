package io.atelier.engine.layer;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gradients of a first convolution's weights and bias, for images of one channel: for every pixel the 3x3 neighbourhood,
 * with a one appended, times the gradient of the output there. oneDNN's primitive comes with the gradient of the images
 * and takes ten times as long for one channel.
 */
final class PatchGradients {

    private static final int SIDE = 3;
    private static final int TERMS = SIDE * SIDE + 1;

    private final float[] pixels;
    private final int height;
    private final int width;
    private final int filters;

    private PatchGradients(INDArray images, int filters) {
        this.pixels = new float[(int) images.length()];
        Floats.view(images).get(pixels);
        this.height = (int) images.size(1);
        this.width = (int) images.size(2);
        this.filters = filters;
    }

    static void compute(INDArray images, INDArray outputGradient, INDArray weightGradient, INDArray biasGradient) {
        PatchGradients gradients = new PatchGradients(images, (int) outputGradient.size(3));
        double[] sums = gradients.sums(Floats.view(outputGradient));
        FloatBuffer weights = Floats.view(weightGradient);
        FloatBuffer bias = Floats.view(biasGradient);
        for (int filter = 0; filter < gradients.filters; filter++) {
            for (int term = 0; term < TERMS - 1; term++) {
                weights.put((float) sums[term * gradients.filters + filter]);
            }
            bias.put((float) sums[(TERMS - 1) * gradients.filters + filter]);
        }
    }

    /** {@code [terms, filters]}; blocks sum in single precision, their sums in double and in order. */
    private double[] sums(FloatBuffer outputGradient) {
        float[][] parts = new float[Blocks.count(pixels.length)][];
        Blocks.forEach(pixels.length, (block, from, to) -> {
            float[] gradient = new float[(to - from) * filters];
            outputGradient.get(from * filters, gradient);
            float[] part = new float[TERMS * filters];
            for (int pixel = from; pixel < to; pixel++) {
                addPixel(pixel, gradient, (pixel - from) * filters, part);
            }
            parts[block] = part;
        });
        double[] sums = new double[TERMS * filters];
        for (float[] part : parts) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += part[i];
            }
        }
        return sums;
    }

    private void addPixel(int pixel, float[] gradient, int offset, float[] part) {
        int x = pixel % width;
        int y = pixel / width % height;
        for (int i = 0; i < SIDE; i++) {
            for (int j = 0; j < SIDE; j++) {
                int v = y + i - 1;
                int u = x + j - 1;
                if (v >= 0 && v < height && u >= 0 && u < width) {
                    float value = pixels[pixel + (i - 1) * width + j - 1];
                    addScaled(value, gradient, offset, part, (i * SIDE + j) * filters, filters);
                }
            }
        }
        addScaled(1, gradient, offset, part, (TERMS - 1) * filters, filters);
    }

    private static void addScaled(float scale, float[] from, int fromOffset, float[] to, int toOffset, int count) {
        for (int c = 0; c < count; c++) {
            to[toOffset + c] += scale * from[fromOffset + c];
        }
    }
}
