package io.atelier.engine.layer;

import io.atelier.contract.Require;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The channels of all inputs, one after the other. */
public final class Concatenate extends Combination {

    private static final long serialVersionUID = 1L;

    @Override
    public Concatenate clone() {
        return new Concatenate();
    }

    @Override
    public GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray parameters, boolean initialize, DataType type) {
        return new ConcatenateVertex(graph, name, index, type);
    }

    @Override
    public InputType getOutputType(int index, InputType... inputs) {
        if (!(inputs[0] instanceof InputTypeConvolutional first)) {
            return InputType.feedForward(
                    Arrays.stream(inputs).mapToLong(Layers::size).sum());
        }
        long channels = 0;
        for (InputType type : inputs) {
            InputTypeConvolutional input = (InputTypeConvolutional) type;
            Require.that(
                    input.getHeight() == first.getHeight() && input.getWidth() == first.getWidth(),
                    "inputs that are concatenated must have one height and width, but there are %s",
                    List.of(inputs));
            channels += input.getChannels();
        }
        return InputType.convolutional(first.getHeight(), first.getWidth(), channels, CNN2DFormat.NHWC);
    }
}
