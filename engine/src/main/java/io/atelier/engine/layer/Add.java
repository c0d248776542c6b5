package io.atelier.engine.layer;

import io.atelier.contract.Require;
import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The sum of inputs of one shape. */
public final class Add extends Combination {

    private static final long serialVersionUID = 1L;

    @Override
    public Add clone() {
        return new Add();
    }

    @Override
    public GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray parameters, boolean initialize, DataType type) {
        return new AddVertex(graph, name, index, type);
    }

    @Override
    public InputType getOutputType(int index, InputType... inputs) {
        Require.that(
                List.of(inputs).stream().distinct().count() == 1,
                "inputs that are added must have one shape, but there are %s",
                List.of(inputs));
        return inputs[0];
    }
}
