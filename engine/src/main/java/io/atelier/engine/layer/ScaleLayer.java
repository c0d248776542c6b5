package io.atelier.engine.layer;

import io.atelier.engine.kernel.Elements;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes by {@link Elements}. */
final class ScaleLayer extends ParameterlessLayer<Scale> {

    private static final long serialVersionUID = 1L;

    ScaleLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, input.shape(), 'c');
        Elements.scale(Floats.view(input), layerConf().factor(), Floats.view(output));
        return output;
    }

    @Override
    void inputGradient(INDArray epsilon, INDArray gradient) {
        Elements.scale(Floats.view(epsilon), layerConf().factor(), Floats.view(gradient));
    }
}
