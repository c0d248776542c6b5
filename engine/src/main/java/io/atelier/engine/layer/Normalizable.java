package io.atelier.engine.layer;

import org.deeplearning4j.nn.api.Layer;

/** A layer that in inference can do the batch normalization after it along with its own work, with the same bits. */
public interface Normalizable {

    /**
     * From now on, if it can and {@code next} is a batch normalization, its output in inference is that one's, which hands it
     * on as it is.
     */
    void normalize(Layer next);
}
