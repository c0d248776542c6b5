package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Winograd.OUTPUTS;

/**
 * An image of {@code height} and {@code width} cut into tiles of 4x4 outputs, the last ones reaching over the edge. Output
 * images are as large as their tiles, input images have a border of one pixel more.
 */
record TileGrid(int height, int width) {

    int high() {
        return (height + OUTPUTS - 1) / OUTPUTS;
    }

    int wide() {
        return (width + OUTPUTS - 1) / OUTPUTS;
    }

    int tiles() {
        return high() * wide();
    }

    int outputHeight() {
        return high() * OUTPUTS;
    }

    int outputWidth() {
        return wide() * OUTPUTS;
    }

    int inputHeight() {
        return outputHeight() + 2;
    }

    int inputWidth() {
        return outputWidth() + 2;
    }

    int inputSize(int channels) {
        return inputHeight() * inputWidth() * channels;
    }

    int outputSize(int channels) {
        return outputHeight() * outputWidth() * channels;
    }
}
