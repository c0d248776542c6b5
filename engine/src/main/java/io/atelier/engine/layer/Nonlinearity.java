package io.atelier.engine.layer;

import io.atelier.engine.kernel.ActivationFunction;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;

/** An {@link ActivationFunction} as a layer. */
public final class Nonlinearity extends Parameterless {

    private static final long serialVersionUID = 1L;

    private final ActivationFunction function;

    public Nonlinearity(ActivationFunction function) {
        this.function = function;
    }

    public boolean isRectifier() {
        return function.kind() == ActivationFunction.Kind.RELU;
    }

    ActivationFunction function() {
        return function;
    }

    @Override
    Layer layer(NeuralNetConfiguration configuration, DataType type) {
        return new NonlinearityLayer(configuration, type);
    }
}
