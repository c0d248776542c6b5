package io.atelier.engine.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer that in inference can add another array to its output, normalized or not, as it writes it, with the same bits. */
public interface OutputAdder {

    /**
     * From now on it adds in inference what {@link #summand} gives, if it can.
     *
     * @param rectified whether a ReLU follows the sum, which it does, too
     * @return whether it can
     */
    boolean addToOutput(boolean rectified);

    /** To be added to the next output. */
    void summand(INDArray array);
}
