package io.atelier.engine.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer without parameters. */
abstract class ParameterlessLayer<C extends Parameterless> extends AbstractLayer<C> {

    private static final long serialVersionUID = 1L;

    ParameterlessLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    /** From the gradient of the output to that of the input. */
    abstract void inputGradient(INDArray epsilon, INDArray gradient);

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        INDArray gradient = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        inputGradient(epsilon, gradient);
        return new Pair<>(new DefaultGradient(), gradient);
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {
        // There are none.
    }
}
