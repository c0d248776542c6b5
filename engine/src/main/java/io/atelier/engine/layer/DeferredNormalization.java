package io.atelier.engine.layer;

import io.atelier.engine.kernel.Pixels;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The batch normalization before a layer or vertex that does it in training as it reads its input, if any. */
final class DeferredNormalization {

    private ChannelNormLayer normalization;

    void defer(Layer previous) {
        if (previous instanceof ChannelNormLayer channelNorm) {
            channelNorm.defer();
            normalization = channelNorm;
        }
    }

    Pixels pixels(INDArray input, boolean training) {
        return training && normalization != null ? normalization.output() : Floats.pixels(input);
    }
}
