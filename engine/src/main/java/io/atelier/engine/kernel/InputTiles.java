package io.atelier.engine.kernel;

import io.atelier.engine.kernel.BlockSchedule.Place;
import io.atelier.engine.kernel.Scratch.Use;
import java.util.Arrays;

/** Input images of a 3x3 convolution to the products of their tiles, and the products' gradients back to theirs. */
final class InputTiles {

    private final Tiles tiles;
    private final int channels;
    private final int inside;
    private final int rowSize;
    private final int size;

    InputTiles(TileBlocks shape) {
        TileGrid grid = shape.grid();
        this.channels = shape.inPadded();
        this.tiles = new Tiles(grid, channels, shape.inStride());
        this.inside = shape.inside();
        this.rowSize = grid.inputWidth() * channels;
        this.size = grid.inputSize(channels);
    }

    void products(Images from, int index, int row, Place place, Scratch scratch) {
        float[] image = scratch.get(Use.INPUT, size);
        Arrays.fill(image, 0, size, 0);
        from.read(index, image, inside, rowSize, channels, scratch);
        tiles.inputProducts(image, place.inputs(), place.input(0) + row * channels, scratch);
    }

    /** @param masking whether to multiply by the derivative of the ReLU whose output the image is */
    void gradient(Images from, boolean masking, Images to, int index, int row, Place place, Scratch scratch) {
        float[] gradient = scratch.get(Use.INPUT_GRADIENT, size);
        tiles.inputGradients(place.inputs(), place.input(0) + row * channels, gradient, scratch);
        if (masking) {
            float[] image = scratch.get(Use.INPUT, size);
            from.read(index, image, inside, rowSize, channels, scratch);
            Vectors.mask(image, gradient, 0, size);
        }
        to.write(index, gradient, inside, rowSize, channels, scratch);
    }
}
