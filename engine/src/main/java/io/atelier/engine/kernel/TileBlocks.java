package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Winograd.OUTPUTS;
import static io.atelier.engine.kernel.Winograd.PRODUCTS;

import java.util.ArrayList;
import java.util.List;

/**
 * The images of a 3x3 convolution, its tiles and their products, in blocks of consecutive images. A large image is a block
 * by itself, cut into {@link Strip}s, whose products are in memory one after the other. There are as many rows of products
 * as there are tiles, and some more up to a multiple of {@link Gemm#ROWS}, which hold anything.
 */
final class TileBlocks {

    /** About as many tiles make a block or a strip: their products stay in a core's cache. */
    private static final int TILES = 64;

    /** Between products, so that the same place of all of them does not fall on one set of a cache. */
    static final int GAP = 48;

    private final int height;
    private final int width;
    private final boolean pooling;
    private final boolean same;
    private final TileGrid grid;
    private final int stripHigh;
    private final int imagesPerBlock;
    private final Panels inPanels;
    private final Panels outPanels;

    /**
     * @param pooling whether output images are halved by 2x2 maximum pooling
     * @param same whether the output, before pooling, is as large as the input; otherwise it lacks the border
     */
    TileBlocks(int height, int width, int in, int out, boolean pooling, boolean same) {
        this.height = height;
        this.width = width;
        this.pooling = pooling;
        this.same = same;
        this.grid = same ? new TileGrid(height, width) : new TileGrid(height - 2, width - 2);
        this.stripHigh = stripHigh(grid);
        this.imagesPerBlock = Math.max(1, TILES / grid.tiles());
        int rows = Gemm.rows(imagesPerBlock * stripGrid().tiles());
        this.inPanels = new Panels(rows, Lanes.padded(in));
        this.outPanels = new Panels(rows, Lanes.padded(out));
    }

    /** Rows of tiles of a strip; the last of an image may have fewer. */
    private static int stripHigh(TileGrid grid) {
        int most = Math.max(1, TILES / grid.wide());
        int strips = (grid.high() + most - 1) / most;
        return (grid.high() + strips - 1) / strips;
    }

    int height() {
        return height;
    }

    boolean pooling() {
        return pooling;
    }

    TileGrid grid() {
        return grid;
    }

    /** Of an image. */
    int tiles() {
        return grid.tiles();
    }

    int inPadded() {
        return inPanels.columns();
    }

    int outPadded() {
        return outPanels.columns();
    }

    /** Rows and columns of padding before an image. */
    int before() {
        return same ? 1 : 0;
    }

    int imagesPerBlock() {
        return imagesPerBlock;
    }

    /** Rows {@code first} to {@code end} of an image's tiles. */
    record Strip(int first, int end) {

        int high() {
            return end - first;
        }
    }

    /** Of an image, from top to bottom. */
    List<Strip> strips() {
        List<Strip> strips = new ArrayList<>();
        for (int first = 0; first < grid.high(); first += stripHigh) {
            strips.add(new Strip(first, Math.min(grid.high(), first + stripHigh)));
        }
        return strips;
    }

    /** The largest strip. */
    TileGrid stripGrid() {
        return new TileGrid(stripHigh * OUTPUTS, grid.width());
    }

    int tiles(Strip strip) {
        return strip.high() * grid.wide();
    }

    /** One product of a block's input, or of a strip of it. */
    Panels inPanels() {
        return inPanels;
    }

    /** One product of a block's output. */
    Panels outPanels() {
        return outPanels;
    }

    /** From one product of a block's input to the next. */
    int inStride() {
        return inPanels.size() + GAP;
    }

    /** From one product of a block's output to the next. */
    int outStride() {
        return outPanels.size() + GAP;
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
        return grid.height() / divisor() * (grid.width() / divisor());
    }

    private int divisor() {
        return pooling ? 2 : 1;
    }

    Images inputs(Pixels pixels) {
        return new Images(pixels, height, width);
    }

    Images outputs(Pixels pixels) {
        return new Images(pixels, grid.height() / divisor(), grid.width() / divisor());
    }
}
