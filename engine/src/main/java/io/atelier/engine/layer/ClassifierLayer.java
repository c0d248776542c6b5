package io.atelier.engine.layer;

import io.atelier.engine.kernel.DenseProduct;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes the logits by {@link DenseProduct}, which gives the same bits on every machine. */
final class ClassifierLayer extends OutputLayer {

    private static final long serialVersionUID = 1L;

    private transient DenseProduct product;

    ClassifierLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    /** The logits; there is no normalization. */
    @Override
    protected Pair<INDArray, INDArray> preOutputWithPreNorm(
            boolean training, boolean forBackprop, LayerWorkspaceMgr workspaces) {
        long[] shape = {input.size(0), weights().size(1)};
        if (product == null) {
            product = new DenseProduct((int) input.size(1), (int) shape[1], false);
        }
        INDArray logits = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        product.forward(
                Floats.view(input),
                (int) input.size(0),
                Floats.view(weights()),
                Floats.copy(params.get(DefaultParamInitializer.BIAS_KEY)),
                Floats.view(logits));
        return new Pair<>(logits, null);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        INDArray logits = preOutput2d(true, workspaces);
        INDArray logitGradient = layerConf()
                .getLossFn()
                .computeGradient(getLabels2d(workspaces, ArrayType.FF_WORKING_MEM), logits, null, null);
        INDArray inputGradient =
                workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        Gradient gradient = new DefaultGradient();
        for (String key : new String[] {DefaultParamInitializer.WEIGHT_KEY, DefaultParamInitializer.BIAS_KEY}) {
            gradient.setGradientFor(key, gradientViews.get(key));
        }
        product.backward(
                Floats.view(input),
                Floats.view(logits),
                Floats.view(logitGradient),
                (int) input.size(0),
                Floats.view(weights()),
                Floats.view(inputGradient),
                Floats.view(gradient.getGradientFor(DefaultParamInitializer.WEIGHT_KEY)),
                Floats.view(gradient.getGradientFor(DefaultParamInitializer.BIAS_KEY)));
        return new Pair<>(gradient, inputGradient);
    }

    private INDArray weights() {
        return params.get(DefaultParamInitializer.WEIGHT_KEY);
    }
}
