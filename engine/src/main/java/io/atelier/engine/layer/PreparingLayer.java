package io.atelier.engine.layer;

/** A layer that brings its weights into the order in which its kernel reads them, and keeps them so in inference. */
public interface PreparingLayer {

    /** Others than before are in its memory, and no step of training put them there. */
    void forgetWeights();
}
