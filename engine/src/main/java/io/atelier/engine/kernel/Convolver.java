package io.atelier.engine.kernel;

/** A convolution of images {@code [n, height, width, channels]} with bias, on request followed by ReLU. */
public interface Convolver {

    /**
     * To be called before the others, and again when the weights have changed; they are kept, not copied.
     *
     * @param weights {@code [out, in, window height, window width]}; of a depthwise convolution {@code in} is 1
     */
    void setWeights(float[] weights);

    /**
     * @param bias {@code [out]}, or null for none
     * @param training whether {@link #backward} will follow
     */
    void forward(Pixels input, int images, float[] bias, boolean training, Pixels output);

    /** Of the output, one thread writes so many consecutive pixels, in order; and so it does with the next ones. */
    int outputRun();

    /**
     * After {@link #forward} with the same input.
     *
     * @param outputGradient already zero where a ReLU's output is; it may be worked on in place
     * @param inputGradient null where nobody needs it; one thread writes an image, pixel after pixel
     * @param biasGradient null where the bias is no parameter
     */
    void backward(
            Pixels input,
            Pixels outputGradient,
            int images,
            Pixels inputGradient,
            float[] weightGradient,
            float[] biasGradient);

    /** From {@code in} to {@code out} channels. The algorithm is a function of the arguments alone. */
    static Convolver of(int height, int width, int in, int out, Window window, boolean relu) {
        if (window.isSquare(3, 1) && in >= WinogradConvolution.FEWEST_CHANNELS) {
            return new WinogradConvolution(height, width, in, out, false, relu, window.same());
        }
        return new GatheredConvolution(
                new Patches(window.rows(height), window.columns(width), in), out, relu ? 0 : Float.NEGATIVE_INFINITY);
    }

    /** Every channel by itself. */
    static Convolver depthwise(int height, int width, int channels, Window window, boolean relu) {
        return new DepthwiseConvolution(
                window.rows(height), window.columns(width), channels, relu ? 0 : Float.NEGATIVE_INFINITY);
    }
}
