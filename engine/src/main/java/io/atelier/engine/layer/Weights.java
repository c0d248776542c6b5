package io.atelier.engine.layer;

import io.atelier.engine.kernel.Convolver;
import io.atelier.engine.kernel.Elements;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A convolution's weights and their gradient in arrays of the heap. */
final class Weights {

    private float[] values = {};
    private float[] gradient = {};

    /** Gives {@code convolver} the weights that are in {@code memory}, unless it has them. */
    void give(INDArray memory, boolean training, Convolver convolver) {
        FloatBuffer now = Floats.view(memory);
        // A step of training has changed them.
        if (training || !Elements.areEqual(now, values)) {
            if (values.length == 0) {
                values = new float[now.limit()];
            }
            Elements.copy(now, FloatBuffer.wrap(values));
            convolver.setWeights(values);
        }
    }

    /** To be filled. */
    float[] gradient() {
        if (gradient.length == 0) {
            gradient = new float[values.length];
        }
        return gradient;
    }
}
