package io.atelier.bench.comparison;

import io.atelier.engine.Architecture;
import io.atelier.engine.Layer;
import java.util.List;

/** A network as {@link io.atelier.bench.peer.PeerLayer} reads it: the peer builds what the engine defines. */
final class NetworkText {

    private NetworkText() {}

    static List<String> of(Architecture architecture) {
        return architecture.layers().stream().map(NetworkText::word).toList();
    }

    private static String word(Layer layer) {
        if (layer instanceof Layer.Convolution convolution) {
            return "conv=" + convolution.filters();
        } else if (layer instanceof Layer.BatchNormalization) {
            return "norm";
        } else if (layer instanceof Layer.MaxPooling) {
            return "pool";
        } else if (layer instanceof Layer.Dropout dropout) {
            return "dropout=" + dropout.rate();
        } else if (layer instanceof Layer.Dense dense) {
            return "dense=" + dense.units();
        } else if (layer instanceof Layer.Output output) {
            return "output=" + output.classes();
        }
        throw new IllegalArgumentException("The peer has no word for " + layer);
    }
}
