package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.BlockSchedule.PARTS;

import io.atelier.engine.kernel.BlockSchedule.AddingSteps;
import io.atelier.engine.kernel.BlockSchedule.Place;
import io.atelier.engine.kernel.BlockSchedule.Steps;
import io.atelier.engine.kernel.Scratch.Use;
import io.atelier.engine.kernel.TileBlocks.Strip;

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

    private final TileBlocks shape;
    private final int inPadded;
    private final int outPadded;
    private final float floor;
    private final InputTiles inputs;
    private final OutputTiles outputs;
    private final Filters filters;
    private float[] factors = {};
    private float[] transposedFactors = {};

    /** Not yet in {@link #transposedFactors}; else null. */
    private float[] newWeights;

    /** With same padding and ReLU. */
    public WinogradConvolution(int height, int width, int in, int out, boolean pooling) {
        this(height, width, in, out, pooling, true, true);
    }

    /** @param same whether the output is as large as the input; otherwise it lacks the border */
    WinogradConvolution(int height, int width, int in, int out, boolean pooling, boolean relu, boolean same) {
        this.shape = new TileBlocks(height, width, in, out, pooling, same);
        this.inPadded = shape.inPadded();
        this.outPadded = shape.outPadded();
        this.floor = relu ? 0 : Float.NEGATIVE_INFINITY;
        this.inputs = new InputTiles(shape);
        this.outputs = new OutputTiles(shape);
        this.filters = new Filters(in, out);
    }

    @Override
    public void setWeights(float[] weights) {
        factors = filters.factors(weights, factors);
        newWeights = weights;
    }

    /** @param output images of half the height and width with pooling */
    @Override
    public void forward(Pixels input, int images, float[] bias, boolean training, Pixels output) {
        outputs.prepare(training ? images : 0);
        Images from = shape.inputs(input);
        Images to = shape.outputs(output);
        Bias last = Bias.of(bias, outPadded, floor);
        new BlockSchedule(shape, images).forEach(new Steps() {
            @Override
            public void before(int image, Strip strip, int row, Place place, Scratch scratch) {
                inputs.products(from, image, strip, row, place, scratch);
            }

            @Override
            public void multiply(int product, int row, int tiles, Place from, Place to, Scratch scratch) {
                Gemm.multiply(
                        from.input(product).rowsFrom(row),
                        filters.factor(factors, product),
                        to.output(product).rowsFrom(row),
                        false,
                        Gemm.rows(tiles),
                        inPadded,
                        scratch);
            }

            @Override
            public void after(int image, Strip strip, int row, Place place, Scratch scratch) {
                outputs.values(place, row, last, to, image, strip, scratch);
            }
        });
    }

    @Override
    public int outputRun() {
        return shape.outputPixels();
    }

    @Override
    public void backward(
            Pixels input,
            Pixels outputGradient,
            int images,
            Pixels inputGradient,
            float[] weightGradient,
            float[] biasGradient) {
        backward(input, outputGradient, images, false, inputGradient, weightGradient, biasGradient);
    }

    /**
     * After {@link #forward} with the same input.
     *
     * @param outputGradient as the output of {@link #forward}; without pooling already zero where the output is
     * @param inputGradient as the input; null where nobody needs it
     * @param maskingInput whether the input is a ReLU's output, by whose derivative to multiply its gradient
     * @param biasGradient null where the bias is no parameter
     */
    public void backward(
            Pixels input,
            Pixels outputGradient,
            int images,
            boolean maskingInput,
            Pixels inputGradient,
            float[] weightGradient,
            float[] biasGradient) {
        boolean withInput = inputGradient != null;
        if (withInput && newWeights != null) {
            transposedFactors = filters.transposedFactors(newWeights, transposedFactors);
            newWeights = null;
        }
        BlockSchedule schedule = new BlockSchedule(shape, images);
        float[] factorGradients = Scratch.ofCaller().get(Use.FACTOR_GRADIENTS, PARTS * filters.size());
        float[][] sums = new float[images][biasGradient == null ? 0 : outPadded];
        Images from = shape.inputs(input);
        Images gradient = shape.outputs(outputGradient);
        Images to = withInput ? shape.inputs(inputGradient) : null;
        schedule.forEachPart(new AddingSteps() {
            @Override
            public void before(int image, Strip strip, int row, Place place, Scratch scratch) {
                inputs.products(from, image, strip, row, place, scratch);
                outputs.gradientProducts(gradient, image, strip, row, place, sums[image], scratch);
            }

            @Override
            public void add(int product, int tiles, int part, boolean first, Place place) {
                Matrix sum = filters.factorGradient(factorGradients, part, product);
                Gemm.multiplyTransposed(place.input(product), place.output(product), sum, !first, tiles);
            }

            @Override
            public void multiply(int product, int row, int tiles, Place from, Place to, Scratch scratch) {
                if (withInput) {
                    Gemm.multiply(
                            from.output(product).rowsFrom(row),
                            filters.transposedFactor(transposedFactors, product),
                            to.input(product).rowsFrom(row),
                            false,
                            Gemm.rows(tiles),
                            outPadded,
                            scratch);
                }
            }

            @Override
            public void after(int image, Strip strip, int row, Place place, Scratch scratch) {
                if (withInput) {
                    inputs.gradient(from, maskingInput, to, image, strip, row, place, scratch);
                }
            }
        });
        filters.gradient(factorGradients, PARTS, schedule::isEmpty, weightGradient);
        if (biasGradient != null) {
            Vectors.sum(schedule.partSums(sums), biasGradient);
        }
    }
}
