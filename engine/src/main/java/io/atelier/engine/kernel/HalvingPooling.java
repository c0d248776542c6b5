package io.atelier.engine.kernel;

import io.atelier.engine.kernel.Scratch.Use;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** 2x2 maximum pooling of {@code [n, height, width, channels]}; an odd last row or column is left out. */
final class HalvingPooling implements Pooler {

    private final int height;
    private final int width;
    private final int channels;
    private final int padded;
    private float[] positions = {};

    HalvingPooling(int height, int width, int channels) {
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.padded = Lanes.padded(channels);
    }

    @Override
    public void forward(FloatBuffer input, int images, boolean training, FloatBuffer output) {
        if (training && positions.length < images * pooledSize()) {
            positions = new float[images * pooledSize()];
        }
        Images from = new Images(input, height, width, channels);
        Images to = new Images(output, height / 2, width / 2, channels);
        float[] noBias = new float[padded];
        Workers.forEach(images, (index, scratch) -> {
            float[] image = scratch.get(Use.INPUT, height * width * padded);
            float[] pooled = scratch.get(Use.OUTPUT, pooledSize());
            from.read(index, image, 0, width * padded, padded, scratch);
            Halving.forward(
                    image,
                    width * padded,
                    height,
                    width,
                    padded,
                    noBias,
                    Float.NEGATIVE_INFINITY,
                    pooled,
                    training ? positions : null,
                    index * pooledSize());
            to.write(index, pooled, 0, width / 2 * padded, padded, scratch);
        });
    }

    @Override
    public void backward(FloatBuffer outputGradient, int images, FloatBuffer inputGradient) {
        Images from = new Images(outputGradient, height / 2, width / 2, channels);
        Images to = new Images(inputGradient, height, width, channels);
        Workers.forEach(images, (index, scratch) -> {
            float[] image = scratch.get(Use.INPUT, height * width * padded);
            float[] pooled = scratch.get(Use.OUTPUT, pooledSize());
            Arrays.fill(image, 0, height * width * padded, 0);
            from.read(index, pooled, 0, width / 2 * padded, padded, scratch);
            Halving.backward(pooled, positions, index * pooledSize(), image, width * padded, height, width, padded);
            to.write(index, image, 0, width * padded, padded, scratch);
        });
    }

    private int pooledSize() {
        return height / 2 * (width / 2) * padded;
    }
}
