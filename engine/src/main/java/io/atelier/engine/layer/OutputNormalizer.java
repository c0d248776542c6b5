package io.atelier.engine.layer;

import org.deeplearning4j.nn.api.Layer;

/**
 * A layer that can do a batch normalization of its output along with its own work, with the same bits: in inference all of
 * it, in training the sums of what it gets and the gradient.
 */
public interface OutputNormalizer {

    /**
     * From now on it does so, if it can and {@code next} is a batch normalization.
     *
     * @return whether it does
     */
    boolean normalizeOutput(Layer next);
}
