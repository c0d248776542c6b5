package io.atelier.engine.layer;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;

/** Makes a row of every image, in the order height, width, channels. */
public final class Flatten extends Parameterless {

    private static final long serialVersionUID = 1L;

    @Override
    public InputType getOutputType(int index, InputType input) {
        return InputType.feedForward(Layers.size(input));
    }

    @Override
    Layer layer(NeuralNetConfiguration configuration, DataType type) {
        return new FlattenLayer(configuration, type);
    }
}
