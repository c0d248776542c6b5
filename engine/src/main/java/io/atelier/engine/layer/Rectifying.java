package io.atelier.engine.layer;

/** A layer or vertex that can do the ReLU after it along with its own work, in one pass over memory, with the same bits. */
public interface Rectifying {

    /** From now on its output is the ReLU's, and the gradient that it gets that of the ReLU's output. */
    void rectify();
}
