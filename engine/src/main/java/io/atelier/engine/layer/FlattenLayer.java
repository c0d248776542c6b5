package io.atelier.engine.layer;

import io.atelier.engine.kernel.Elements;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gives the same memory another shape. */
final class FlattenLayer extends ParameterlessLayer<Flatten> {

    private static final long serialVersionUID = 1L;

    FlattenLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        long images = input.size(0);
        return workspaces.leverageTo(ArrayType.ACTIVATIONS, input.reshape('c', images, input.length() / images));
    }

    @Override
    void inputGradient(INDArray epsilon, INDArray gradient) {
        Elements.copy(Floats.view(epsilon), Floats.view(gradient));
    }
}
