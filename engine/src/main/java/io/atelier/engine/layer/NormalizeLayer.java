package io.atelier.engine.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes by {@link Normalize}. */
final class NormalizeLayer extends ParameterlessLayer<Normalize> {

    private static final long serialVersionUID = 1L;

    NormalizeLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, input.shape(), 'c');
        layerConf().apply(Floats.view(input), Floats.view(output));
        return output;
    }

    /** Of images, where the layer after it gives no gradient, there is none. */
    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        return epsilon == null ? new Pair<>(new DefaultGradient(), null) : super.backpropGradient(epsilon, workspaces);
    }

    @Override
    void inputGradient(INDArray epsilon, INDArray gradient) {
        layerConf().toInputGradient(Floats.view(epsilon), Floats.view(gradient));
    }
}
