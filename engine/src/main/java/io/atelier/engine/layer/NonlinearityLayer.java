package io.atelier.engine.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes by {@link io.atelier.engine.kernel.ActivationFunction}. */
final class NonlinearityLayer extends ParameterlessLayer<Nonlinearity> {

    private static final long serialVersionUID = 1L;

    private transient INDArray activations;

    NonlinearityLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, input.shape(), 'c');
        layerConf().function().forward(Floats.view(input), Floats.view(output));
        activations = training ? output : null;
        return output;
    }

    @Override
    void inputGradient(INDArray epsilon, INDArray gradient) {
        INDArray values = layerConf().function().needsInput() ? input : activations;
        layerConf().function().backward(Floats.view(values), Floats.view(epsilon), Floats.view(gradient));
    }

    @Override
    public void clear() {
        super.clear();
        activations = null;
    }
}
