package io.atelier.engine.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer that can add its input's gradient to what others gave, as it writes it, with the same bits. */
public interface Accumulating {

    /** Its next input gradient is this array, to which it adds; a new one if it is null. */
    void addTo(INDArray gradient);
}
