package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Winograd.INPUTS;
import static io.atelier.engine.kernel.Winograd.OUTPUTS;

import io.atelier.engine.kernel.Winograd.Pass;
import java.util.Arrays;

/**
 * Images, or strips of them, and their tiles' products, for one number of channels. Images lie as {@code [y, x, channel]},
 * as wide as the {@link TileGrid} says and {@code high} rows of tiles high. Products lie as {@code [product, row,
 * channel]}, products {@code stride} apart; the tiles of an image take consecutive rows from a first one, which {@code
 * first} floats lie before.
 */
final class Tiles {

    private final TileGrid grid;
    private final int channels;
    private final int stripSize;
    private final Pass inputColumns;
    private final Pass inputRows;
    private final Pass outputColumns;
    private final Pass outputRows;
    private final Pass outputGradientColumns;
    private final Pass outputGradientRows;
    private final Pass inputGradientRows;
    private final Pass inputGradientColumns;

    Tiles(TileGrid grid, int channels, int stride) {
        this.grid = grid;
        this.channels = channels;
        int wide = grid.wide();
        int width = grid.inputWidth();
        int strip = width * COUNT;
        this.stripSize = INPUTS * Math.max(strip, wide * INPUTS * COUNT);
        inputColumns = new Pass(1, 0, width, channels, width * channels, 0, COUNT, strip);
        inputRows = new Pass(INPUTS, strip, wide, OUTPUTS * COUNT, COUNT, INPUTS * stride, channels, stride);
        inputGradientRows = new Pass(INPUTS, INPUTS * stride, wide, channels, stride, strip, OUTPUTS * COUNT, COUNT);
        inputGradientColumns = new Pass(1, 0, width, COUNT, strip, 0, channels, width * channels);
        int outWidth = grid.outputWidth();
        int outStrip = outWidth * COUNT;
        outputGradientColumns = new Pass(1, 0, outWidth, channels, outWidth * channels, 0, COUNT, outStrip);
        outputGradientRows =
                new Pass(INPUTS, outStrip, wide, OUTPUTS * COUNT, COUNT, INPUTS * stride, channels, stride);
        int productStrip = wide * INPUTS * COUNT;
        outputColumns = new Pass(INPUTS, stride, wide, channels, INPUTS * stride, COUNT, INPUTS * COUNT, productStrip);
        outputRows = new Pass(
                OUTPUTS, productStrip, wide, INPUTS * COUNT, COUNT, outWidth * channels, OUTPUTS * channels, channels);
    }

    /** Of an input image. */
    void inputProducts(float[] image, int high, float[] products, int first, Scratch scratch) {
        float[] strip = scratch.get(Scratch.Use.STRIP, stripSize);
        for (int channel = 0; channel < channels; channel += COUNT) {
            for (int y = 0; y < high; y++) {
                int from = y * OUTPUTS * grid.inputWidth() * channels + channel;
                int to = first + y * grid.wide() * channels + channel;
                Winograd.input(image, from, inputColumns, strip, inputRows, products, to);
            }
        }
    }

    /** To an output image. */
    void outputs(float[] products, int first, float[] image, int high, Scratch scratch) {
        float[] strip = scratch.get(Scratch.Use.STRIP, stripSize);
        for (int channel = 0; channel < channels; channel += COUNT) {
            for (int y = 0; y < high; y++) {
                int from = first + y * grid.wide() * channels + channel;
                int to = y * OUTPUTS * grid.outputWidth() * channels + channel;
                Winograd.output(products, from, outputColumns, strip, outputRows, image, to);
            }
        }
    }

    /** Of the gradient of an output image. */
    void outputGradientProducts(float[] image, int high, float[] products, int first, Scratch scratch) {
        float[] strip = scratch.get(Scratch.Use.STRIP, stripSize);
        for (int channel = 0; channel < channels; channel += COUNT) {
            for (int y = 0; y < high; y++) {
                int from = y * OUTPUTS * grid.outputWidth() * channels + channel;
                int to = first + y * grid.wide() * channels + channel;
                Winograd.outputTransposed(image, from, outputGradientColumns, strip, outputGradientRows, products, to);
            }
        }
    }

    /** Added to the gradient of an input image. */
    void inputGradients(float[] products, int first, float[] image, int high, Scratch scratch) {
        float[] strip = scratch.get(Scratch.Use.STRIP, stripSize);
        for (int channel = 0; channel < channels; channel += COUNT) {
            for (int y = 0; y < high; y++) {
                Arrays.fill(strip, 0, stripSize, 0);
                int from = first + y * grid.wide() * channels + channel;
                int to = y * OUTPUTS * grid.inputWidth() * channels + channel;
                Winograd.addInputTransposed(products, from, inputGradientRows, strip, inputGradientColumns, image, to);
            }
        }
    }
}
