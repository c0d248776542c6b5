package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.PANEL;
import static io.atelier.engine.kernel.Winograd.INPUTS;
import static io.atelier.engine.kernel.Winograd.OUTPUTS;

import io.atelier.engine.kernel.Winograd.Pass;
import java.util.Arrays;

/**
 * Images, or strips of them, and their tiles' products, for one number of channels. Images lie as {@code [y, x, channel]},
 * as wide as the {@link TileGrid} says and {@code high} rows of tiles high. Products are matrices {@code [row, channel]},
 * which lie {@code stride} apart; of the first, the tiles of an image take consecutive rows from {@code row} on.
 */
final class Tiles {

    private final TileGrid grid;
    private final int channels;
    private final int stripSize;
    private final Pass inputColumns;
    private final Pass inputGradientColumns;
    private final Pass outputGradientColumns;
    private final Pass outputRows;
    private final ProductPasses ofPanels;
    private final ProductPasses ofHalfPanels;

    Tiles(TileGrid grid, int channels, int stride) {
        this.grid = grid;
        this.channels = channels;
        int wide = grid.wide();
        int width = grid.inputWidth();
        int strip = width * COUNT;
        int productStrip = wide * INPUTS * COUNT;
        int outWidth = grid.outputWidth();
        int outStrip = outWidth * COUNT;
        this.stripSize = INPUTS * Math.max(strip, productStrip);
        inputColumns = new Pass(1, 0, width, channels, width * channels, 0, COUNT, strip);
        inputGradientColumns = new Pass(1, 0, width, COUNT, strip, 0, channels, width * channels);
        outputGradientColumns = new Pass(1, 0, outWidth, channels, outWidth * channels, 0, COUNT, outStrip);
        outputRows = new Pass(
                OUTPUTS, productStrip, wide, INPUTS * COUNT, COUNT, outWidth * channels, OUTPUTS * channels, channels);
        ofPanels = new ProductPasses(grid, stride, PANEL);
        ofHalfPanels = new ProductPasses(grid, stride, COUNT);
    }

    /** Those from or to products, whose rows are {@code step} apart. */
    private record ProductPasses(Pass inputs, Pass inputGradients, Pass outputs, Pass outputGradients) {

        ProductPasses(TileGrid grid, int stride, int step) {
            this(
                    to(grid, grid.inputWidth(), stride, step),
                    new Pass(
                            INPUTS,
                            INPUTS * stride,
                            grid.wide(),
                            step,
                            stride,
                            grid.inputWidth() * COUNT,
                            OUTPUTS * COUNT,
                            COUNT),
                    new Pass(
                            INPUTS,
                            stride,
                            grid.wide(),
                            step,
                            INPUTS * stride,
                            COUNT,
                            INPUTS * COUNT,
                            grid.wide() * INPUTS * COUNT),
                    to(grid, grid.outputWidth(), stride, step));
        }

        private static Pass to(TileGrid grid, int width, int stride, int step) {
            return new Pass(INPUTS, width * COUNT, grid.wide(), OUTPUTS * COUNT, COUNT, INPUTS * stride, step, stride);
        }
    }

    private ProductPasses passes(Matrix product, int channel) {
        return product.step(channel) == PANEL ? ofPanels : ofHalfPanels;
    }

    /** Of an input image. */
    void inputProducts(float[] image, int high, Matrix product, int row, Scratch scratch) {
        float[] strip = scratch.get(Scratch.Use.STRIP, stripSize);
        for (int y = 0; y < high; y++) {
            for (int channel = 0; channel < channels; channel += COUNT) {
                Pass inputs = passes(product, channel).inputs();
                int from = y * OUTPUTS * grid.inputWidth() * channels + channel;
                int to = product.at(row + y * grid.wide(), channel);
                Winograd.input(image, from, inputColumns, strip, inputs, product.values(), to);
            }
        }
    }

    /** To an output image. */
    void outputs(Matrix product, int row, float[] image, int high, Scratch scratch) {
        float[] strip = scratch.get(Scratch.Use.STRIP, stripSize);
        for (int y = 0; y < high; y++) {
            for (int channel = 0; channel < channels; channel += COUNT) {
                Pass outputs = passes(product, channel).outputs();
                int from = product.at(row + y * grid.wide(), channel);
                int to = y * OUTPUTS * grid.outputWidth() * channels + channel;
                Winograd.output(product.values(), from, outputs, strip, outputRows, image, to);
            }
        }
    }

    /** Of the gradient of an output image. */
    void outputGradientProducts(float[] image, int high, Matrix product, int row, Scratch scratch) {
        float[] strip = scratch.get(Scratch.Use.STRIP, stripSize);
        for (int y = 0; y < high; y++) {
            for (int channel = 0; channel < channels; channel += COUNT) {
                Pass gradients = passes(product, channel).outputGradients();
                int from = y * OUTPUTS * grid.outputWidth() * channels + channel;
                int to = product.at(row + y * grid.wide(), channel);
                Winograd.outputTransposed(image, from, outputGradientColumns, strip, gradients, product.values(), to);
            }
        }
    }

    /** To the gradient of an input image, of whose first two rows there is a part already. */
    void inputGradients(Matrix product, int row, float[] image, int high, Scratch scratch) {
        float[] strip = scratch.get(Scratch.Use.STRIP, stripSize);
        for (int y = 0; y < high; y++) {
            for (int channel = 0; channel < channels; channel += COUNT) {
                Pass gradients = passes(product, channel).inputGradients();
                int from = product.at(row + y * grid.wide(), channel);
                int to = y * OUTPUTS * grid.inputWidth() * channels + channel;
                for (int line = 0; line < INPUTS; line++) {
                    Arrays.fill(strip, line * gradients.outLineSize(), line * gradients.outLineSize() + 2 * COUNT, 0);
                }
                Winograd.addInputTransposed(product.values(), from, gradients, strip, inputGradientColumns, image, to);
            }
        }
    }
}
