package io.atelier.engine.layer;

import io.atelier.engine.kernel.Pixels;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The batch normalization after a convolution, if any, of which the convolution does a part along with its own work: in
 * inference all of it, in training the sums of what it gets and the gradient.
 */
final class FoldedNormalization {

    private ChannelNormLayer normalization;

    void fold(Layer next) {
        if (next instanceof ChannelNormLayer channelNorm) {
            channelNorm.fold();
            normalization = channelNorm;
        }
    }

    /**
     * What to write the convolution's output to.
     *
     * @param run so many consecutive pixels are written by one thread, in order
     */
    Pixels output(INDArray output, boolean training, int run) {
        Pixels plain = Floats.pixels(output);
        if (normalization == null) {
            return plain;
        }
        return training ? normalization.summing(plain, run) : normalization.mapping(plain);
    }

    /** Of the convolution's output. */
    Pixels gradient(INDArray epsilon) {
        return normalization == null ? Floats.pixels(epsilon) : normalization.inputGradient();
    }
}
