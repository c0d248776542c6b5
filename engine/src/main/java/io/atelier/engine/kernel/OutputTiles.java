package io.atelier.engine.kernel;

import io.atelier.engine.kernel.BlockSchedule.Place;
import io.atelier.engine.kernel.Scratch.Use;
import java.util.Arrays;

/**
 * The products of tiles to output images of a 3x3 convolution, on request halved by maximum pooling, and the images'
 * gradients back to products.
 */
final class OutputTiles {

    private final TileGrid grid;
    private final Tiles tiles;
    private final boolean pooling;
    private final int channels;
    private final int rowSize;
    private final int pooledSize;
    private float[] positions = {};
    private boolean keeping;

    OutputTiles(TileBlocks shape) {
        this.grid = shape.grid();
        this.channels = shape.outPadded();
        this.tiles = new Tiles(grid, channels, shape.outStride());
        this.pooling = shape.pooling();
        this.rowSize = grid.outputWidth() * channels;
        this.pooledSize = shape.outputPixels() * channels;
    }

    /** @param images whose maxima's positions to keep, for the gradient; 0 if it is not asked for */
    void prepare(int images) {
        keeping = pooling && images > 0;
        if (keeping && positions.length < images * pooledSize) {
            positions = new float[images * pooledSize];
        }
    }

    /** @param floor the least value of an output */
    void values(Place place, int row, float[] bias, float floor, Images to, int index, Scratch scratch) {
        float[] image = scratch.get(Use.OUTPUT, grid.outputSize(channels));
        tiles.outputs(place.outputs(), place.output(0) + row * channels, image, scratch);
        if (pooling) {
            float[] pooled = scratch.get(Use.INPUT, pooledSize);
            Halving.forward(
                    image,
                    rowSize,
                    grid.height(),
                    grid.width(),
                    channels,
                    bias,
                    floor,
                    pooled,
                    keeping ? positions : null,
                    index * pooledSize);
            to.write(index, pooled, 0, grid.width() / 2 * channels, channels, scratch);
        } else {
            Vectors.addBias(image, grid.outputHeight() * grid.outputWidth(), bias, channels, floor);
            to.write(index, image, 0, rowSize, channels, scratch);
        }
    }

    /** @param sum takes the sum over the image, {@code [channels]}; empty if it is not asked for */
    void gradientProducts(Images gradient, int index, int row, Place place, double[] sum, Scratch scratch) {
        float[] image = scratch.get(Use.OUTPUT, grid.outputSize(channels));
        Arrays.fill(image, 0, grid.outputSize(channels), 0);
        if (pooling) {
            float[] pooled = scratch.get(Use.INPUT, pooledSize);
            gradient.read(index, pooled, 0, grid.width() / 2 * channels, channels, scratch);
            int from = index * pooledSize;
            Halving.backward(pooled, positions, from, image, rowSize, grid.height(), grid.width(), channels);
        } else {
            gradient.read(index, image, 0, rowSize, channels, scratch);
        }
        if (sum.length > 0) {
            Vectors.addRows(image, grid.outputHeight() * grid.outputWidth(), sum, channels);
        }
        tiles.outputGradientProducts(image, place.outputs(), place.output(0) + row * channels, scratch);
    }
}
