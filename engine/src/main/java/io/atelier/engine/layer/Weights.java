package io.atelier.engine.layer;

import io.atelier.engine.kernel.Convolver;
import io.atelier.engine.kernel.Elements;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A convolution's weights and their gradient in arrays of the heap. */
final class Weights {

    private float[] values = {};
    private float[] gradient = {};

    /** Whether the convolver has those that are in memory. */
    private boolean given;

    /** Gives {@code convolver} the weights that are in {@code memory}, unless it has them. */
    void give(INDArray memory, boolean training, Convolver convolver) {
        if (training || !given) {
            FloatBuffer now = Floats.view(memory);
            if (values.length == 0) {
                values = new float[now.limit()];
            }
            Elements.copy(now, FloatBuffer.wrap(values));
            convolver.setWeights(values);
        }
        // A step of training changes them.
        given = !training;
    }

    void forget() {
        given = false;
    }

    /** To be filled. */
    float[] gradient() {
        if (gradient.length == 0) {
            gradient = new float[values.length];
        }
        return gradient;
    }
}
