package io.atelier.engine.layer;

import io.atelier.engine.kernel.ActivationFunction;
import io.atelier.engine.kernel.DenseProduct;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes by {@link DenseProduct}, which knows ReLU; other activations follow by themselves. */
final class DenseProductLayer extends BaseLayer<Dense> implements PreparingLayer {

    private static final long serialVersionUID = 1L;

    private transient Product product;
    private transient Activated activated;

    DenseProductLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        ActivationFunction function = layerConf().function();
        if (product == null) {
            product = new Product(params, function.kind() == ActivationFunction.Kind.RELU);
        }
        INDArray sum = product.forward(input, training, workspaces);
        activated = Activated.of(sum, function, training, workspaces);
        return activated.output();
    }

    /** Works in place of {@code epsilon}. */
    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        activated.backward(Floats.pixels(epsilon)).settled();
        INDArray inputGradient = product.backward(input, activated.output(), epsilon, gradientViews, workspaces);
        Gradient gradient = layerConf().frozen() ? Layers.zeroGradient(gradientViews) : Layers.gradient(gradientViews);
        return new Pair<>(gradient, inputGradient);
    }

    @Override
    public void forgetWeights() {
        if (product != null) {
            product.forgetWeights();
        }
    }

    @Override
    public void clear() {
        super.clear();
        activated = null;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }
}
