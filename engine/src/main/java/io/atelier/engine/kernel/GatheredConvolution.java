package io.atelier.engine.kernel;

import io.atelier.engine.kernel.Scratch.Use;
import java.util.Arrays;

/**
 * Convolution with any window as the product of {@link Patches} and {@link FilterMatrix}, block by block of output pixels,
 * so that the patches of a block stay in a cache; or with no patches, where {@link WindowProduct} fits.
 */
final class GatheredConvolution implements Convolver {

    /** About as many output pixels make a block of the gradients. */
    private static final int PIXELS = 96;

    /** Of the output, where patches are gathered: a multiple of {@link ChannelSums#RUN}. */
    private static final int GATHERED_PIXELS = 2 * ChannelSums.RUN;

    /** Of the output, where {@link WindowProduct} fits: a multiple of it, too. */
    private static final int WINDOW_PIXELS = 3 * ChannelSums.RUN;

    /** As many columns of patches at a time, a multiple of every {@link Lanes#PANEL}. */
    private static final int DEPTH = 512;

    private final Patches patches;
    private final FilterMatrix filters;
    private final int out;
    private final int outPadded;
    private final float floor;
    private final int width;
    private final int rowsPerBlock;
    private final FilterGradient filterGradient;

    /** Null where it does not fit. */
    private final WindowProduct windowProduct;

    private final int outputRowsPerBlock;
    private float[] panels = {};
    private float[] transposedPanels = {};

    /** Not yet in {@link #transposedPanels}; else null. */
    private float[] newWeights;

    /** @param floor the least value of an output */
    GatheredConvolution(Patches patches, int out, float floor) {
        this.patches = patches;
        this.filters = new FilterMatrix(
                patches.channels(),
                out,
                patches.rows().window() * patches.columns().window());
        this.out = out;
        this.outPadded = Lanes.padded(out);
        this.floor = floor;
        this.width = patches.columns().outputs();
        this.rowsPerBlock = Math.max(1, PIXELS / width);
        this.filterGradient = new FilterGradient(patches, filters, rowsPerBlock);
        this.windowProduct = WindowProduct.fits(patches, outPadded) ? new WindowProduct(patches) : null;
        this.outputRowsPerBlock = Math.max(1, (windowProduct == null ? GATHERED_PIXELS : WINDOW_PIXELS) / width);
    }

    @Override
    public void setWeights(float[] weights) {
        panels = filters.panels(weights, panels);
        newWeights = weights;
    }

    @Override
    public void forward(Pixels input, int images, float[] bias, boolean training, Pixels output) {
        Bias last = Bias.of(bias, out, floor);
        int rows = images * patches.rows().outputs();
        Workers.forEach((rows + outputRowsPerBlock - 1) / outputRowsPerBlock, (block, scratch) -> {
            int first = block * outputRowsPerBlock;
            int end = Math.min(rows, first + outputRowsPerBlock);
            int pixels = (end - first) * width;
            float[] result = scratch.get(Use.OUTPUT, (pixels + Gemm.ROWS) * outPadded);
            if (windowProduct == null) {
                multiplyPatches(input, first, end, result, scratch);
            } else {
                windowProduct.compute(input, first, end, filters.matrix(panels), result, scratch);
            }
            last.add(result, pixels * outPadded);
            output.write(first * width, pixels, result, 0, outPadded, scratch);
        });
    }

    private void multiplyPatches(Pixels input, int first, int end, float[] result, Scratch scratch) {
        int rows = Gemm.rows((end - first) * width);
        Matrix sum = Matrix.inRows(result, outPadded);
        for (int from = 0; from < patches.depth(); from += DEPTH) {
            int count = Math.min(DEPTH, patches.depth() - from);
            float[] matrix = scratch.get(Use.INPUT_PRODUCTS, rows * count);
            patches.gather(input, first, end, from, count, matrix, count, scratch);
            Matrix factor = filters.matrix(panels).rowsFrom(from);
            Gemm.multiply(Matrix.inRows(matrix, count), factor, sum, from > 0, rows, count, scratch);
        }
    }

    @Override
    public int outputRun() {
        return outputRowsPerBlock * width;
    }

    @Override
    public void backward(
            Pixels input,
            Pixels outputGradient,
            int images,
            Pixels inputGradient,
            float[] weightGradient,
            float[] biasGradient) {
        Pixels gradient = new Pixels(outputGradient.settled(), out);
        filterGradient.compute(input, gradient, images, weightGradient, biasGradient);
        if (inputGradient != null) {
            if (newWeights != null) {
                transposedPanels = filters.transposedPanels(newWeights, transposedPanels);
                newWeights = null;
            }
            int rows = patches.rows().outputs();
            Workers.forEach(images, (image, scratch) -> {
                float[] values = scratch.get(Use.INPUT_GRADIENT, patches.extent());
                Arrays.fill(values, 0, patches.extent(), 0);
                int end = (image + 1) * rows;
                for (int first = image * rows; first < end; first += rowsPerBlock) {
                    addGradient(gradient, first, Math.min(end, first + rowsPerBlock), values, scratch);
                }
                patches.write(values, image, inputGradient, scratch);
            });
        }
    }

    /** Of some rows of windows to that of an image with its padding. */
    private void addGradient(Pixels outputGradient, int first, int end, float[] gradient, Scratch scratch) {
        int pixels = (end - first) * width;
        int rows = Gemm.rows(pixels);
        float[] values = scratch.get(Use.OUTPUT, rows * outPadded);
        outputGradient.read(first * width, pixels, values, 0, outPadded, scratch);
        for (int from = 0; from < patches.depth(); from += DEPTH) {
            int count = Math.min(DEPTH, patches.depth() - from);
            int padded = Lanes.padded(count);
            float[] matrix = scratch.get(Use.INPUT_PRODUCTS, rows * padded);
            Matrix factor = filters.transposedMatrix(transposedPanels).columns(from, padded);
            Matrix product = Matrix.inRows(matrix, padded);
            Gemm.multiply(Matrix.inRows(values, outPadded), factor, product, false, rows, out, scratch);
            patches.scatter(matrix, padded, first, end, from, count, gradient);
        }
    }
}
