package io.atelier.engine.layer;

import io.atelier.engine.kernel.ChannelMap;
import io.atelier.engine.kernel.Pixels;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The batch normalization after a convolution, if any, of which the convolution does a part along with its own work: in
 * inference all of it, in training the gradient.
 */
final class FoldedNormalization {

    private ChannelNormLayer normalization;

    void fold(Layer next) {
        if (next instanceof ChannelNormLayer channelNorm) {
            channelNorm.fold();
            normalization = channelNorm;
        }
    }

    ChannelMap map(boolean training) {
        return training || normalization == null ? ChannelMap.NONE : normalization.map();
    }

    /** Of the convolution's output. */
    Pixels gradient(INDArray epsilon) {
        return normalization == null ? Floats.pixels(epsilon) : normalization.inputGradient();
    }
}
