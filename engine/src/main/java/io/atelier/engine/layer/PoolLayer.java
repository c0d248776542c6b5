package io.atelier.engine.layer;

import io.atelier.engine.kernel.Pooler;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes by {@link Pooler}. */
final class PoolLayer extends ParameterlessLayer<Pool> {

    private static final long serialVersionUID = 1L;

    private transient Pooler pooler;

    PoolLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        if (pooler == null) {
            pooler = layerConf().pooler((int) input.size(1), (int) input.size(2), (int) input.size(3));
        }
        long[] shape = layerConf().outputShape(input.shape());
        INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        pooler.forward(Floats.view(input), (int) input.size(0), training, Floats.view(output));
        return output;
    }

    @Override
    void inputGradient(INDArray epsilon, INDArray gradient) {
        pooler.backward(Floats.view(epsilon), (int) input.size(0), Floats.view(gradient));
    }
}
