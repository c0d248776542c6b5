package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Winograd.OUTPUTS;

import io.atelier.engine.kernel.BlockSchedule.Place;
import io.atelier.engine.kernel.Scratch.Use;
import io.atelier.engine.kernel.TileBlocks.Strip;
import java.util.Arrays;

/** Input images of a 3x3 convolution to the products of their tiles, and the products' gradients back to theirs. */
final class InputTiles {

    private final TileBlocks shape;
    private final Tiles tiles;
    private final int channels;
    private final int rowSize;
    private final int size;

    InputTiles(TileBlocks shape) {
        TileGrid strip = shape.stripGrid();
        this.shape = shape;
        this.channels = shape.inPadded();
        this.tiles = new Tiles(strip, channels, shape.inStride());
        this.rowSize = strip.inputWidth() * channels;
        this.size = strip.inputSize(channels);
    }

    void products(Images from, int index, Strip strip, int row, Place place, Scratch scratch) {
        float[] image = scratch.get(Use.INPUT, size);
        int first = firstRow(strip);
        int end = Math.min(shape.height(), strip.end() * OUTPUTS + 2 - shape.before());
        from.readRowsAmongZeros(index, first, end, image, size, at(strip, first) + left(), rowSize, channels, scratch);
        tiles.inputProducts(image, strip.high(), place.input(0), row, scratch);
    }

    /**
     * The strips of an image come in order, one after the other in the same thread.
     *
     * @param masking whether to multiply by the derivative of the ReLU whose output the image is
     */
    void gradient(
            Images from, boolean masking, Images to, int index, Strip strip, int row, Place place, Scratch scratch) {
        float[] gradient = scratch.get(Use.INPUT_GRADIENT, size);
        int overlap = 2 * rowSize;
        if (strip.first() > 0) {
            // The strip before, which is of full height, has begun the first two rows.
            System.arraycopy(gradient, size - overlap, gradient, 0, overlap);
        } else {
            Arrays.fill(gradient, 0, overlap, 0);
        }
        tiles.inputGradients(place.input(0), row, gradient, strip.high(), scratch);
        int first = firstRow(strip);
        int end = strip.end() == shape.grid().high() ? shape.height() : strip.end() * OUTPUTS - shape.before();
        int at = at(strip, first);
        if (masking) {
            float[] image = scratch.get(Use.INPUT, size);
            from.readRows(index, first, end, image, left(), rowSize, channels, scratch);
            Vectors.mask(image, gradient, at, (end - first) * rowSize);
        }
        to.writeRows(index, first, end, gradient, at + left(), rowSize, channels, scratch);
    }

    /** Of the image, inside a strip. */
    private int firstRow(Strip strip) {
        return Math.max(0, strip.first() * OUTPUTS - shape.before());
    }

    /** Where a row of the image begins in a strip, with its padding. */
    private int at(Strip strip, int imageRow) {
        return (imageRow + shape.before() - strip.first() * OUTPUTS) * rowSize;
    }

    /** The padding before a row. */
    private int left() {
        return shape.before() * channels;
    }
}
