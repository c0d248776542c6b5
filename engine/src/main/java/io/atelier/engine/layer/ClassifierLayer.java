package io.atelier.engine.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes the logits by {@link Product}, which gives the same bits on every machine. */
final class ClassifierLayer extends OutputLayer implements PreparingLayer {

    private static final long serialVersionUID = 1L;

    private transient Product product;

    ClassifierLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    /** The logits; there is no normalization. */
    @Override
    protected Pair<INDArray, INDArray> preOutputWithPreNorm(
            boolean training, boolean forBackprop, LayerWorkspaceMgr workspaces) {
        if (product == null) {
            product = new Product(params, false);
        }
        return new Pair<>(product.forward(input, training, workspaces), null);
    }

    @Override
    public void forgetWeights() {
        if (product != null) {
            product.forgetWeights();
        }
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        INDArray logits = preOutput2d(true, workspaces);
        INDArray logitGradient = layerConf()
                .getLossFn()
                .computeGradient(getLabels2d(workspaces, ArrayType.FF_WORKING_MEM), logits, null, null);
        INDArray inputGradient = product.backward(input, logits, logitGradient, gradientViews, workspaces);
        boolean frozen = ((Classifier) layerConf()).frozen();
        Gradient gradient = frozen ? Layers.zeroGradient(gradientViews) : Layers.gradient(gradientViews);
        return new Pair<>(gradient, inputGradient);
    }
}
