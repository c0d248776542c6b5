package io.atelier.engine.layer;

import io.atelier.engine.kernel.Pixels;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The batch normalization of a layer's output, if any, of which an {@link OutputNormalizer} does its part. */
final class NextNormalization {

    private ChannelNormLayer normalization;

    /** Whether {@code next} is one. */
    boolean take(Layer next) {
        if (next instanceof ChannelNormLayer channelNorm) {
            channelNorm.leaveToPrevious();
            normalization = channelNorm;
            return true;
        }
        return false;
    }

    /**
     * What to write the layer's output to.
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

    /** Of the layer's output, from that of the normalization's. */
    Pixels gradient(INDArray epsilon) {
        return normalization == null ? Floats.pixels(epsilon) : normalization.inputGradient();
    }
}
