package io.atelier.engine.layer;

import org.deeplearning4j.nn.api.Layer;

/**
 * A layer or vertex that in training can do a batch normalization of an input along with its own work, with the same bits:
 * the output as it reads it, and the sums of the gradient.
 */
public interface InputNormalizer {

    /**
     * From now on it does so, if it can and {@code previous} is a batch normalization.
     *
     * @param number of the input
     */
    void normalizeInput(int number, Layer previous);
}
