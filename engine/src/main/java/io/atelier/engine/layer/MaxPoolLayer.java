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

/** Runs on the native {@code maxpool2d} and {@code maxpool2d_bp} operations. */
final class MaxPoolLayer extends AbstractLayer<MaxPool> {

    private static final long serialVersionUID = 1L;

    /** Kernel, stride, padding, dilation, no same mode, an unused one, channels last. */
    private static final long[] ARGUMENTS = {2, 2, 2, 2, 0, 0, 1, 1, 0, 0, 1};

    private final transient NativeCall pool = new NativeCall("maxpool2d", ARGUMENTS);
    private final transient NativeCall poolGradient = new NativeCall("maxpool2d_bp", ARGUMENTS);
    private final transient Relu relu = new Relu();
    private transient INDArray pooled;

    MaxPoolLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        long[] shape = {input.size(0), input.size(1) / 2, input.size(2) / 2, input.size(3)};
        INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        pool.run(new INDArray[] {input}, output);
        if (layerConf().relu()) {
            relu.apply(output);
        }
        pooled = training ? output : null;
        return output;
    }

    /** Works in place of {@code epsilon}. */
    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        if (layerConf().relu()) {
            relu.mask(pooled, epsilon);
        }
        INDArray inputGradient =
                workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        poolGradient.run(new INDArray[] {input, epsilon}, inputGradient);
        return new Pair<>(new DefaultGradient(), inputGradient);
    }

    @Override
    public void clear() {
        super.clear();
        pooled = null;
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
