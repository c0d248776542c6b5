package io.atelier.engine.layer;

import org.deeplearning4j.nn.api.Layer;

/** A vertex that adds its inputs. */
public interface Sum {

    /**
     * From now on input {@code number} is already the sum of both inputs in inference, if {@code writer}, which writes it, can
     * add the other.
     *
     * @return whether it can
     */
    boolean leaveTo(Layer writer, int number);
}
