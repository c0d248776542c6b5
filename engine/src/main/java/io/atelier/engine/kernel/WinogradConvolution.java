package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Winograd.PRODUCTS;

import io.atelier.engine.kernel.Scratch.Use;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * 3x3 convolution with bias, on request with ReLU and followed by 2x2 maximum pooling, of images {@code [n, height, width,
 * in]}; weights are {@code [out, in, 3, 3]}.
 *
 * <p>Works through the images in blocks whose products stay in a core's cache; what is computed of a block needs no other
 * pass over memory.
 */
public final class WinogradConvolution implements Convolver {

    /** With fewer channels in, nine products of a pixel cost less than the way to fewer. */
    static final int FEWEST_CHANNELS = 16;

    /** About as many tiles make a block. */
    private static final int TILES_PER_BLOCK = 64;

    /** The weights' gradient is summed in as many parts of consecutive blocks, which bounds the threads at work on it. */
    private static final int PARTS = 4;

    /** Between products, so that the same place of all of them does not fall on one set of a cache. */
    private static final int GAP = 48;

    private final int height;
    private final int width;
    private final TileGrid grid;
    private final int in;
    private final int out;
    private final int inPadded;
    private final int outPadded;
    private final boolean pooling;
    private final float floor;
    private final int inside;
    private final int imagesPerBlock;
    private final int rows;
    private final int inStride;
    private final int outStride;
    private final Tiles inTiles;
    private final Tiles outTiles;
    private final Filters filters;
    private float[] factors = {};
    private float[] transposedFactors = {};
    private float[][] factorGradients = {};
    private float[] positions = {};

    /** With same padding and ReLU. */
    public WinogradConvolution(int height, int width, int in, int out, boolean pooling) {
        this(height, width, in, out, pooling, true, true);
    }

    /** @param same whether the output is as large as the input; otherwise it lacks the border */
    WinogradConvolution(int height, int width, int in, int out, boolean pooling, boolean relu, boolean same) {
        this.height = height;
        this.width = width;
        this.grid = same ? new TileGrid(height, width) : new TileGrid(height - 2, width - 2);
        this.in = in;
        this.out = out;
        this.inPadded = Lanes.padded(in);
        this.outPadded = Lanes.padded(out);
        this.pooling = pooling;
        this.floor = relu ? 0 : Float.NEGATIVE_INFINITY;
        this.inside = same ? grid.inside(inPadded) : 0;
        this.imagesPerBlock = Math.max(1, TILES_PER_BLOCK / grid.tiles());
        this.rows = (imagesPerBlock * grid.tiles() + Gemm.ROWS - 1) / Gemm.ROWS * Gemm.ROWS;
        this.inStride = rows * inPadded + GAP;
        this.outStride = rows * outPadded + GAP;
        this.inTiles = new Tiles(grid, inPadded, inStride);
        this.outTiles = new Tiles(grid, outPadded, outStride);
        this.filters = new Filters(in, out);
    }

    /** @param output {@code [images, height, width, out]}, or half of height and width with pooling */
    @Override
    public void forward(FloatBuffer input, int images, float[] weights, float[] bias, FloatBuffer output) {
        factors = filters.factors(weights, factors);
        float[] paddedBias = Arrays.copyOf(bias, outPadded);
        if (pooling && positions.length < images * pooledSize()) {
            positions = new float[images * pooledSize()];
        }
        Images from = inputs(input);
        Images to = outputs(output);
        Workers.forEach(blocks(images), (block, scratch) -> {
            int first = first(block, images);
            int end = first(block + 1, images);
            float[] products = inputProducts(from, first, end, scratch);
            float[] results = scratch.get(Use.OUTPUT_PRODUCTS, PRODUCTS * outStride);
            for (int p = 0; p < PRODUCTS; p++) {
                Gemm.multiply(
                        products,
                        p * inStride,
                        factors,
                        p * inPadded * outPadded,
                        results,
                        p * outStride,
                        rows,
                        inPadded,
                        outPadded);
            }
            for (int image = first; image < end; image++) {
                output(results, (image - first) * grid.tiles(), paddedBias, to, image, scratch);
            }
        });
    }

    private float[] inputProducts(Images from, int first, int end, Scratch scratch) {
        float[] image = scratch.get(Use.INPUT, grid.inputSize(inPadded));
        float[] products = scratch.get(Use.INPUT_PRODUCTS, PRODUCTS * inStride);
        Arrays.fill(image, 0, grid.inputSize(inPadded), 0);
        for (int i = first; i < end; i++) {
            from.read(i, image, inside, grid.inputWidth() * inPadded, inPadded);
            inTiles.inputProducts(image, products, (i - first) * grid.tiles(), scratch);
        }
        return products;
    }

    private void output(float[] results, int firstRow, float[] paddedBias, Images to, int index, Scratch scratch) {
        float[] image = scratch.get(Use.OUTPUT, grid.outputSize(outPadded));
        int rowSize = grid.outputWidth() * outPadded;
        outTiles.outputs(results, firstRow, image, scratch);
        if (pooling) {
            float[] pooled = scratch.get(Use.INPUT, pooledSize());
            int from = index * pooledSize();
            Halving.forward(
                    image, rowSize, grid.height(), grid.width(), outPadded, paddedBias, floor, pooled, positions, from);
            to.write(index, pooled, 0, grid.width() / 2 * outPadded, outPadded);
        } else {
            Vectors.addBias(image, grid.outputHeight() * grid.outputWidth(), paddedBias, outPadded, floor);
            to.write(index, image, 0, rowSize, outPadded);
        }
    }

    @Override
    public void backward(
            FloatBuffer input,
            FloatBuffer outputGradient,
            int images,
            float[] weights,
            FloatBuffer inputGradient,
            float[] weightGradient,
            float[] biasGradient) {
        backward(input, outputGradient, images, weights, false, inputGradient, weightGradient, biasGradient);
    }

    /**
     * After {@link #forward} with the same input and weights.
     *
     * @param outputGradient as the output of {@link #forward}; without pooling already zero where the output is
     * @param inputGradient as the input; null where nobody needs it
     * @param maskingInput whether the input is a ReLU's output, by whose derivative to multiply its gradient
     */
    public void backward(
            FloatBuffer input,
            FloatBuffer outputGradient,
            int images,
            float[] weights,
            boolean maskingInput,
            FloatBuffer inputGradient,
            float[] weightGradient,
            float[] biasGradient) {
        transposedFactors = filters.transposedFactors(weights, transposedFactors);
        if (factorGradients.length == 0) {
            factorGradients = new float[PARTS][filters.factorSize()];
        }
        double[][] biasGradients = new double[PARTS][outPadded];
        Images from = inputs(input);
        boolean withInput = inputGradient != null;
        Images gradient = outputs(outputGradient);
        Workers.forEach(PARTS, (part, scratch) -> {
            float[] factorGradient = factorGradients[part];
            Arrays.fill(factorGradient, 0);
            int blocks = blocks(images);
            for (int block = part * blocks / PARTS; block < (part + 1) * blocks / PARTS; block++) {
                int first = first(block, images);
                int end = first(block + 1, images);
                float[] products = inputProducts(from, first, end, scratch);
                float[] gradients = scratch.get(Use.OUTPUT_PRODUCTS, PRODUCTS * outStride);
                for (int image = first; image < end; image++) {
                    int firstRow = (image - first) * grid.tiles();
                    outputGradientProducts(gradient, image, gradients, firstRow, biasGradients[part], scratch);
                }
                multiplyGradients(products, gradients, (end - first) * grid.tiles(), withInput, factorGradient);
                for (int image = first; withInput && image < end; image++) {
                    Images to = inputs(inputGradient);
                    inputGradient(products, (image - first) * grid.tiles(), from, maskingInput, to, image, scratch);
                }
            }
        });
        filters.gradient(factorGradients, weightGradient);
        Vectors.sum(biasGradients, biasGradient);
    }

    /** Adds to {@code factorGradient}; replaces the products of the input, which are not needed any more, by their gradient. */
    private void multiplyGradients(
            float[] products, float[] gradients, int depth, boolean withInput, float[] factorGradient) {
        for (int p = 0; p < PRODUCTS; p++) {
            int product = p * inStride;
            int result = p * outStride;
            int factor = p * inPadded * outPadded;
            Gemm.addTransposed(
                    products, product, gradients, result, factorGradient, factor, depth, inPadded, outPadded);
            if (withInput) {
                Gemm.multiply(
                        gradients, result, transposedFactors, factor, products, product, rows, outPadded, inPadded);
            }
        }
    }

    private void outputGradientProducts(
            Images gradient, int index, float[] products, int firstRow, double[] biasGradient, Scratch scratch) {
        float[] image = scratch.get(Use.OUTPUT, grid.outputSize(outPadded));
        Arrays.fill(image, 0, grid.outputSize(outPadded), 0);
        int rowSize = grid.outputWidth() * outPadded;
        if (pooling) {
            float[] pooled = scratch.get(Use.INPUT, pooledSize());
            gradient.read(index, pooled, 0, grid.width() / 2 * outPadded, outPadded);
            int from = index * pooledSize();
            Halving.backward(pooled, positions, from, image, rowSize, grid.height(), grid.width(), outPadded);
        } else {
            gradient.read(index, image, 0, rowSize, outPadded);
        }
        Vectors.addRows(image, grid.outputHeight() * grid.outputWidth(), biasGradient, outPadded);
        outTiles.outputGradientProducts(image, products, firstRow, scratch);
    }

    private void inputGradient(
            float[] products, int firstRow, Images from, boolean masking, Images to, int index, Scratch scratch) {
        int size = grid.inputSize(inPadded);
        int rowSize = grid.inputWidth() * inPadded;
        float[] gradient = scratch.get(Use.INPUT_GRADIENT, size);
        inTiles.inputGradients(products, firstRow, gradient, scratch);
        if (masking) {
            float[] image = scratch.get(Use.INPUT, size);
            from.read(index, image, inside, rowSize, inPadded);
            Vectors.mask(image, gradient, size);
        }
        to.write(index, gradient, inside, rowSize, inPadded);
    }

    private Images inputs(FloatBuffer values) {
        return new Images(values, height, width, in);
    }

    private Images outputs(FloatBuffer values) {
        int divisor = pooling ? 2 : 1;
        return new Images(values, grid.height() / divisor, grid.width() / divisor, out);
    }

    private int blocks(int images) {
        return (images + imagesPerBlock - 1) / imagesPerBlock;
    }

    private int first(int block, int images) {
        return Math.min(images, block * imagesPerBlock);
    }

    private int pooledSize() {
        return grid.height() / 2 * (grid.width() / 2) * outPadded;
    }
}
