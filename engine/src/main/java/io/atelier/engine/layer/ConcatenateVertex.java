package io.atelier.engine.layer;

import io.atelier.engine.kernel.Elements;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes by {@link Elements}. */
final class ConcatenateVertex extends CombinationVertex {

    private static final long serialVersionUID = 1L;

    ConcatenateVertex(ComputationGraph graph, String name, int index, DataType type) {
        super(graph, name, index, type);
    }

    @Override
    INDArray output(boolean training, LayerWorkspaceMgr workspaces) {
        int last = inputs[0].rank() - 1;
        long[] shape = inputs[0].shape().clone();
        shape[last] = 0;
        for (INDArray input : inputs) {
            shape[last] += input.size(last);
        }
        INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        int to = 0;
        for (INDArray input : inputs) {
            int width = (int) input.size(last);
            Elements.copyColumns(Floats.view(input), 0, width, Floats.view(output), to, (int) shape[last], width);
            to += width;
        }
        return output;
    }

    @Override
    INDArray[] inputGradients(LayerWorkspaceMgr workspaces) {
        int last = inputs[0].rank() - 1;
        INDArray[] gradients = new INDArray[inputs.length];
        int from = 0;
        for (int i = 0; i < gradients.length; i++) {
            int width = (int) inputs[i].size(last);
            gradients[i] = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, inputs[i].shape(), 'c');
            Elements.copyColumns(
                    Floats.view(epsilon), from, (int) epsilon.size(last), Floats.view(gradients[i]), 0, width, width);
            from += width;
        }
        return gradients;
    }
}
