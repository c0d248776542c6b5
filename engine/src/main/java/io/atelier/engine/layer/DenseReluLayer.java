package io.atelier.engine.layer;

import io.atelier.engine.kernel.DenseProduct;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes by {@link DenseProduct}. */
final class DenseReluLayer extends BaseLayer<Dense> {

    private static final long serialVersionUID = 1L;

    private transient DenseProduct product;
    private transient INDArray activations;

    DenseReluLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        long[] shape = {input.size(0), weights().size(1)};
        if (product == null) {
            product = new DenseProduct((int) input.size(1), (int) shape[1], true);
        }
        INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        product.forward(
                Floats.view(input),
                (int) input.size(0),
                Floats.view(weights()),
                Floats.copy(params.get(DefaultParamInitializer.BIAS_KEY)),
                Floats.view(output));
        activations = training ? output : null;
        return output;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        INDArray inputGradient =
                workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        INDArray weightGradient = gradientViews.get(DefaultParamInitializer.WEIGHT_KEY);
        INDArray biasGradient = gradientViews.get(DefaultParamInitializer.BIAS_KEY);
        product.backward(
                Floats.view(input),
                Floats.view(activations),
                Floats.view(epsilon),
                (int) input.size(0),
                Floats.view(weights()),
                Floats.view(inputGradient),
                Floats.view(weightGradient),
                Floats.view(biasGradient));
        Gradient gradient = new DefaultGradient();
        gradient.setGradientFor(DefaultParamInitializer.WEIGHT_KEY, weightGradient);
        gradient.setGradientFor(DefaultParamInitializer.BIAS_KEY, biasGradient);
        return new Pair<>(gradient, inputGradient);
    }

    private INDArray weights() {
        return params.get(DefaultParamInitializer.WEIGHT_KEY);
    }

    @Override
    public void clear() {
        super.clear();
        activations = null;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }
}
