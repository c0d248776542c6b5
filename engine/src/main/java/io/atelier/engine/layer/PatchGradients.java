package io.atelier.engine.layer;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gradients of a first convolution's weights and bias, one input channel, by a single matrix product: the 3x3
 * neighbourhoods of all pixels, with a one appended, transposed, times the gradient of the output. oneDNN's primitive
 * would compute the gradient of the images as well and takes ten times as long for one channel.
 */
final class PatchGradients {

    private static final int SIDE = 3;
    private static final int COLUMNS = SIDE * SIDE + 1;

    /** Reused from step to step; {@code [pixels, 10]}. */
    private INDArray patches;

    void compute(INDArray images, INDArray outputGradient, INDArray weightGradient, INDArray biasGradient) {
        long pixels = images.length();
        int filters = (int) outputGradient.size(3);
        if (patches == null || patches.size(0) != pixels) {
            close();
            patches = Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', pixels, COLUMNS);
        }
        fill(Floats.view(images), (int) images.size(0), (int) images.size(1), (int) images.size(2));
        try (INDArray product = Nd4j.createUninitializedDetached(DataType.FLOAT, 'f', COLUMNS, filters)) {
            Nd4j.gemm(patches, outputGradient.reshape('c', pixels, filters), product, true, false, 1.0, 0.0);
            FloatBuffer result = Floats.view(product);
            FloatBuffer weights = Floats.view(weightGradient);
            FloatBuffer bias = Floats.view(biasGradient);
            for (int filter = 0; filter < filters; filter++) {
                weights.put(result.slice(filter * COLUMNS, SIDE * SIDE));
                bias.put(result.get(filter * COLUMNS + SIDE * SIDE));
            }
        }
    }

    private void fill(FloatBuffer images, int count, int height, int width) {
        FloatBuffer rows = Floats.view(patches);
        float[] image = new float[height * width];
        float[] row = new float[COLUMNS];
        row[COLUMNS - 1] = 1;
        for (int n = 0; n < count; n++) {
            images.get(image);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    neighbourhood(image, height, width, y, x, row);
                    rows.put(row);
                }
            }
        }
    }

    private static void neighbourhood(float[] image, int height, int width, int y, int x, float[] row) {
        for (int i = 0; i < SIDE; i++) {
            for (int j = 0; j < SIDE; j++) {
                int v = y + i - 1;
                int u = x + j - 1;
                row[i * SIDE + j] = v < 0 || v >= height || u < 0 || u >= width ? 0 : image[v * width + u];
            }
        }
    }

    void close() {
        if (patches != null) {
            patches.close();
            patches = null;
        }
    }
}
