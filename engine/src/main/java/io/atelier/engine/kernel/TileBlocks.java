package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Winograd.PRODUCTS;

/**
 * The images of a 3x3 convolution, its tiles and their products, in blocks of consecutive images. A block has as many rows
 * of products as its images have tiles, and some more up to a multiple of {@link Gemm#ROWS}, which hold anything.
 *
 * @param pooling whether output images are halved by 2x2 maximum pooling
 * @param same whether the output, before pooling, is as large as the input; otherwise it lacks the border
 */
record TileBlocks(int height, int width, int in, int out, boolean pooling, boolean same) {

    /** About as many tiles make a block: their products stay in a core's cache. */
    private static final int TILES = 64;

    /** Between products, so that the same place of all of them does not fall on one set of a cache. */
    private static final int GAP = 48;

    TileGrid grid() {
        return same ? new TileGrid(height, width) : new TileGrid(height - 2, width - 2);
    }

    /** Of an image. */
    int tiles() {
        return grid().tiles();
    }

    int inPadded() {
        return Lanes.padded(in);
    }

    int outPadded() {
        return Lanes.padded(out);
    }

    /** Where an image begins in its border. */
    int inside() {
        return same ? grid().inside(inPadded()) : 0;
    }

    int imagesPerBlock() {
        return Math.max(1, TILES / tiles());
    }

    /** Of products in a block. */
    int rows() {
        return Gemm.rows(imagesPerBlock() * tiles());
    }

    /** From one product of a block's input to the next. */
    int inStride() {
        return rows() * inPadded() + GAP;
    }

    /** From one product of a block's output to the next. */
    int outStride() {
        return rows() * outPadded() + GAP;
    }

    /** All products of a block's input. */
    int inSize() {
        return PRODUCTS * inStride();
    }

    /** All products of a block's output. */
    int outSize() {
        return PRODUCTS * outStride();
    }

    /** Pixels of an output image. */
    int outputPixels() {
        return grid().height() / divisor() * (grid().width() / divisor());
    }

    private int divisor() {
        return pooling ? 2 : 1;
    }

    Images inputs(Pixels pixels) {
        return new Images(pixels, height, width);
    }

    Images outputs(Pixels pixels) {
        return new Images(pixels, grid().height() / divisor(), grid().width() / divisor());
    }
}
