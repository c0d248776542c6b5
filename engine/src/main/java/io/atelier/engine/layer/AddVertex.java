package io.atelier.engine.layer;

import io.atelier.engine.kernel.Elements;
import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes by {@link Elements}. */
final class AddVertex extends CombinationVertex {

    private static final long serialVersionUID = 1L;

    AddVertex(ComputationGraph graph, String name, int index, DataType type) {
        super(graph, name, index, type);
    }

    @Override
    INDArray output(LayerWorkspaceMgr workspaces) {
        INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, inputs[0].shape(), 'c');
        Elements.sum(Arrays.stream(inputs).map(Floats::view).toList(), Floats.view(output));
        return output;
    }

    /** Copies: whoever gets one works in its place. */
    @Override
    INDArray[] inputGradients(LayerWorkspaceMgr workspaces) {
        INDArray[] gradients = new INDArray[inputs.length];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, epsilon.shape(), 'c');
            Elements.copy(Floats.view(epsilon), Floats.view(gradients[i]));
        }
        return gradients;
    }
}
