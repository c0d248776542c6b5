package io.atelier.engine.layer;

import io.atelier.engine.kernel.DenseProduct;
import java.util.Map;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link DenseProduct} with Deeplearning4j's parameters; the input may have any shape. */
final class Product {

    private final INDArray weights;
    private final INDArray bias;
    private final DenseProduct product;

    /** Without bias where {@code parameters} have none. */
    Product(Map<String, INDArray> parameters, boolean relu) {
        this.weights = parameters.get(DefaultParamInitializer.WEIGHT_KEY);
        this.bias = parameters.get(DefaultParamInitializer.BIAS_KEY);
        this.product = new DenseProduct((int) weights.size(0), (int) weights.size(1), relu);
    }

    INDArray forward(INDArray input, boolean training, LayerWorkspaceMgr workspaces) {
        long[] shape = {input.size(0), weights.size(1)};
        INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, input.dataType(), shape, 'c');
        product.forward(
                Floats.view(input),
                (int) input.size(0),
                Floats.view(weights),
                bias == null ? new float[(int) weights.size(1)] : Floats.copy(bias),
                training,
                Floats.view(output));
        return output;
    }

    void forgetWeights() {
        product.forgetWeights();
    }

    /**
     * The gradient of the input; those of the parameters go to {@code views}.
     *
     * @param output of {@link #forward}
     */
    INDArray backward(
            INDArray input,
            INDArray output,
            INDArray outputGradient,
            Map<String, INDArray> views,
            LayerWorkspaceMgr workspaces) {
        INDArray inputGradient =
                workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c');
        INDArray biasGradient = views.get(DefaultParamInitializer.BIAS_KEY);
        product.backward(
                Floats.view(input),
                Floats.view(output),
                Floats.view(outputGradient),
                (int) input.size(0),
                Floats.view(weights),
                Floats.view(inputGradient),
                Floats.view(views.get(DefaultParamInitializer.WEIGHT_KEY)),
                biasGradient == null ? null : Floats.view(biasGradient));
        return inputGradient;
    }
}
