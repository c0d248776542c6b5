package io.atelier.engine.layer;

import io.atelier.engine.kernel.Pooling;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes by {@link Pooling}. */
final class MaxPoolLayer extends AbstractLayer<MaxPool> {

    private static final long serialVersionUID = 1L;

    private transient Pooling pooling;

    MaxPoolLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        if (pooling == null) {
            pooling = new Pooling((int) input.size(1), (int) input.size(2), (int) input.size(3));
        }
        long[] shape = {input.size(0), input.size(1) / 2, input.size(2) / 2, input.size(3)};
        INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        pooling.forward(Floats.view(input), (int) input.size(0), Floats.view(output));
        return output;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        INDArray inputGradient =
                workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        pooling.backward(Floats.view(epsilon), (int) input.size(0), Floats.view(inputGradient));
        return new Pair<>(new DefaultGradient(), inputGradient);
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
