package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Winograd.OUTPUTS;

import io.atelier.engine.kernel.BlockSchedule.Place;
import io.atelier.engine.kernel.Scratch.Use;
import io.atelier.engine.kernel.TileBlocks.Strip;
import java.util.Arrays;

/**
 * The products of tiles to output images of a 3x3 convolution, on request halved by maximum pooling, and the images'
 * gradients back to products.
 */
final class OutputTiles {

    private final TileGrid grid;
    private final TileGrid stripGrid;
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
        this.stripGrid = shape.stripGrid();
        this.tiles = new Tiles(stripGrid, channels, shape.outStride());
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

    void values(Place place, int row, Bias bias, Images to, int index, Strip strip, Scratch scratch) {
        float[] image = scratch.get(Use.OUTPUT, stripGrid.outputSize(channels));
        tiles.outputs(place.output(0), row, image, strip.high(), scratch);
        int first = strip.first() * OUTPUTS;
        int end = end(strip);
        if (pooling) {
            float[] pooled = scratch.get(Use.INPUT, pooledSize);
            Halving.forward(
                    image,
                    rowSize,
                    end - first,
                    grid.width(),
                    channels,
                    bias.values(),
                    bias.floor(),
                    pooled,
                    keeping ? positions : null,
                    positions(index, strip));
            to.writeRows(index, first / 2, end / 2, pooled, 0, pooledRow(), channels, scratch);
        } else {
            bias.add(image, strip.high() * OUTPUTS * rowSize);
            to.writeRows(index, first, end, image, 0, rowSize, channels, scratch);
        }
    }

    /** Of the image's rows, inside its tiles. */
    private int end(Strip strip) {
        return Math.min(grid.height(), strip.end() * OUTPUTS);
    }

    /** Where those of a strip begin. */
    private int positions(int index, Strip strip) {
        return index * pooledSize + strip.first() * OUTPUTS / 2 * pooledRow();
    }

    private int pooledRow() {
        return grid.width() / 2 * channels;
    }

    /** @param sum to which to add that over the strip, {@code [channels]}; empty if it is not asked for */
    void gradientProducts(Images gradient, int index, Strip strip, int row, Place place, float[] sum, Scratch scratch) {
        float[] image = scratch.get(Use.OUTPUT, stripGrid.outputSize(channels));
        int size = stripGrid.outputSize(channels);
        int first = strip.first() * OUTPUTS;
        int end = end(strip);
        if (pooling) {
            Arrays.fill(image, 0, size, 0);
            float[] pooled = scratch.get(Use.INPUT, pooledSize);
            gradient.readRows(index, first / 2, end / 2, pooled, 0, pooledRow(), channels, scratch);
            int from = positions(index, strip);
            Halving.backward(pooled, positions, from, image, rowSize, end - first, grid.width(), channels);
        } else {
            gradient.readRowsAmongZeros(index, first, end, image, size, 0, rowSize, channels, scratch);
        }
        if (sum.length > 0) {
            Vectors.addRows(image, strip.high() * OUTPUTS * grid.outputWidth(), sum, channels);
        }
        tiles.outputGradientProducts(image, strip.high(), place.output(0), row, scratch);
    }
}
