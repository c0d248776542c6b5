package io.atelier.engine.layer;

import io.atelier.engine.kernel.ChannelMap;
import org.deeplearning4j.nn.api.Layer;

/** The batch normalization that a convolution does in inference along with its own work, if any. */
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
}
