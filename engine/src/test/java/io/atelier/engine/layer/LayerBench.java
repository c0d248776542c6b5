package io.atelier.engine.layer;

import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One layer outside a network, ours or Deeplearning4j's, with its parameters and their gradient as flat arrays. */
final class LayerBench {

    private final Layer layer;
    private final INDArray parameters;
    private final INDArray gradients;

    private LayerBench(Layer layer, INDArray parameters, INDArray gradients) {
        this.layer = layer;
        this.parameters = parameters;
        this.gradients = gradients;
    }

    /** With random parameters around {@code center}. */
    static LayerBench of(
            org.deeplearning4j.nn.conf.layers.Layer configuration, int index, InputType input, float center) {
        configuration.setNIn(input, true);
        NeuralNetConfiguration outer =
                new NeuralNetConfiguration.Builder().layer(configuration).build();
        long size = configuration.initializer().numParams(configuration);
        INDArray parameters = size == 0 ? null : Nd4j.create(DataType.FLOAT, 1, size);
        INDArray gradients = size == 0 ? null : Nd4j.create(DataType.FLOAT, 1, size);
        Layer layer = configuration.instantiate(outer, null, index, parameters, true, DataType.FLOAT);
        if (size > 0) {
            layer.setBackpropGradientsViewArray(gradients);
            fill(parameters, new Random(7), center, 0.3f);
        }
        return new LayerBench(layer, parameters, gradients);
    }

    static INDArray random(long seed, float deviation, long... shape) {
        INDArray array = Nd4j.create(DataType.FLOAT, shape, 'c');
        fill(array, new Random(seed), 0, deviation);
        return array;
    }

    private static void fill(INDArray array, Random random, float center, float deviation) {
        for (int i = 0; i < array.length(); i++) {
            Floats.view(array).put(i, center + deviation * (float) random.nextGaussian());
        }
    }

    Layer layer() {
        return layer;
    }

    INDArray parameters() {
        return parameters;
    }

    /** How many of the parameters are learned by gradient: the moving statistics of batch normalization come last. */
    int learned() {
        int size = (int) parameters.length();
        return layer instanceof ChannelNormLayer ? size / 2 : size;
    }

    INDArray output(INDArray input) {
        layer.setInput(input, LayerWorkspaceMgr.noWorkspaces());
        return layer.activate(true, LayerWorkspaceMgr.noWorkspaces());
    }

    record Gradients(INDArray input, INDArray parameters) {}

    /** Copies, of {@code sum(outputGradient * output)}; the input's is null where the layer gives none. */
    Gradients gradients(INDArray input, INDArray outputGradient) {
        output(input);
        Pair<Gradient, INDArray> result =
                layer.backpropGradient(outputGradient.dup('c'), LayerWorkspaceMgr.noWorkspaces());
        INDArray inputGradient = result.getSecond();
        return new Gradients(
                inputGradient == null ? null : inputGradient.dup('c'), gradients == null ? null : gradients.dup());
    }
}
