package io.atelier.engine.layer;

import org.deeplearning4j.nn.api.Layer;

/** A layer or vertex that in training can do a batch normalization before it as it reads its input, with the same bits. */
public interface Normalizing {

    /**
     * From now on, if it can and {@code previous} is a batch normalization, its input of this number in training is what goes
     * into that one, which hands it on as it is.
     */
    void defer(int input, Layer previous);
}
