package io.atelier.engine.layer;

import io.atelier.engine.kernel.ActivationFunction;
import io.atelier.engine.kernel.Pixels;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a layer with an activation gives, and what its gradient needs.
 *
 * @param values the activation's input or output, see {@link ActivationFunction#needsInput}
 */
record Activated(ActivationFunction function, INDArray values, INDArray output) {

    /**
     * From what comes before the activation, whose place it takes if the gradient does not need that.
     *
     * @param sum already through a ReLU, if that is the activation
     */
    static Activated of(INDArray sum, ActivationFunction function, boolean training, LayerWorkspaceMgr workspaces) {
        if (inKernel(function)) {
            return new Activated(function, sum, sum);
        }
        INDArray output = training && function.needsInput()
                ? workspaces.createUninitialized(ArrayType.ACTIVATIONS, sum.dataType(), sum.shape(), 'c')
                : sum;
        function.forward(Floats.view(sum), Floats.view(output));
        return new Activated(function, sum, output);
    }

    /** Whether a layer's kernel has done it already, or there is nothing to do. */
    static boolean inKernel(ActivationFunction function) {
        return function.isLinear() || function.kind() == ActivationFunction.Kind.RELU;
    }

    /** Times the derivative: ReLU's as the result is read, another one's in place. */
    Pixels backward(Pixels gradient) {
        if (function.isLinear()) {
            return gradient;
        }
        if (function.kind() == ActivationFunction.Kind.RELU) {
            return gradient.maskedBy(Floats.pixels(values));
        }
        FloatBuffer memory = gradient.settled();
        function.backward(Floats.view(values), memory, memory);
        return new Pixels(memory, gradient.channels());
    }
}
