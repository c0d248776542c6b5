package io.atelier.engine.layer;

import org.deeplearning4j.nn.api.Layer;

/**
 * A layer that can do the batch normalization after it, in inference, and its gradient, in training, along with its own work,
 * with the same bits.
 */
public interface Normalizable {

    /**
     * From now on, if it can and {@code next} is a batch normalization, its output in inference is that one's, which hands it
     * on as it is; and in training that one leaves the gradient of its input to this.
     */
    void normalize(Layer next);
}
