package io.atelier.engine.layer;

import io.atelier.engine.kernel.Pixels;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The batch normalization of an input, if any, of which an {@link InputNormalizer} does its part. */
final class PreviousNormalization {

    private ChannelNormLayer normalization;

    void take(Layer previous) {
        if (previous instanceof ChannelNormLayer channelNorm) {
            channelNorm.leaveToNext();
            normalization = channelNorm;
        }
    }

    Pixels input(INDArray input, boolean training) {
        return training && normalization != null ? normalization.output() : Floats.pixels(input);
    }

    /**
     * What to write the input's gradient to.
     *
     * @param run so many consecutive pixels are written by one thread, in order
     */
    Pixels gradient(INDArray gradient, int run) {
        Pixels plain = Floats.pixels(gradient);
        return normalization == null ? plain : normalization.summingGradient(plain, run);
    }
}
