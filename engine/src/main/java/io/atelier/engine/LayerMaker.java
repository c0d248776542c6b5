package io.atelier.engine;

import io.atelier.contract.Require;
import io.atelier.contract.architecture.Activation;
import io.atelier.contract.architecture.ActivationLayer;
import io.atelier.contract.architecture.BatchNorm;
import io.atelier.contract.architecture.Convolution;
import io.atelier.contract.architecture.Dense;
import io.atelier.contract.architecture.Dropout;
import io.atelier.contract.architecture.Extent;
import io.atelier.contract.architecture.Layer;
import io.atelier.contract.architecture.LayerKind;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Normalize;
import io.atelier.contract.architecture.Output;
import io.atelier.contract.architecture.Padding;
import io.atelier.contract.architecture.PlannedLayer;
import io.atelier.contract.architecture.Pool;
import io.atelier.contract.architecture.Scale;
import io.atelier.contract.architecture.Shape;
import io.atelier.engine.kernel.ActivationFunction;
import io.atelier.engine.kernel.Window;
import io.atelier.engine.layer.Add;
import io.atelier.engine.layer.AveragePool;
import io.atelier.engine.layer.ChannelNorm;
import io.atelier.engine.layer.Classifier;
import io.atelier.engine.layer.Concatenate;
import io.atelier.engine.layer.Flatten;
import io.atelier.engine.layer.GlobalAveragePool;
import io.atelier.engine.layer.MaxPool;
import io.atelier.engine.layer.MeasuredCrossEntropy;
import io.atelier.engine.layer.Nonlinearity;
import io.atelier.engine.layer.StepDropout;
import io.atelier.engine.optimizer.Updaters;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;

/** The one place that knows which Deeplearning4j layer of ours computes which kind of layer. */
final class LayerMaker {

    private final NetworkPlan plan;
    private final MeasuredCrossEntropy loss;
    private final Updaters updaters;

    LayerMaker(NetworkPlan plan, MeasuredCrossEntropy loss, Updaters updaters) {
        this.plan = plan;
        this.loss = loss;
        this.updaters = updaters;
    }

    /** What all networks have in common. */
    static NeuralNetConfiguration.Builder builder() {
        return new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                // The network sets initial values itself, and the loss gives the gradient of the mean.
                .weightInit(WeightInit.ZERO)
                .miniBatch(false);
    }

    static InputType inputType(NetworkPlan plan) {
        Shape image = plan.input();
        return InputType.convolutional(image.height(), image.width(), image.channels(), CNN2DFormat.NHWC);
    }

    /** Whether it is a {@link #vertex}, which may have several inputs, and no layer. */
    static boolean isVertex(Layer layer) {
        return layer.kind() == LayerKind.ADD || layer.kind() == LayerKind.CONCATENATE;
    }

    static GraphVertex vertex(PlannedLayer planned) {
        return planned.layer().kind() == LayerKind.ADD ? new Add() : new Concatenate();
    }

    /** By itself, whatever stands beside it; with its updaters. */
    org.deeplearning4j.nn.conf.layers.Layer layer(PlannedLayer planned) {
        Layer layer = planned.layer();
        return switch (layer.kind()) {
            case CONVOLUTION -> convolution(planned, (Convolution) layer);
            case BATCH_NORM -> batchNorm((BatchNorm) layer);
            case ACTIVATION -> new Nonlinearity(function((ActivationLayer) layer));
            case MAX_POOL -> new MaxPool(window((Pool) layer));
            case AVERAGE_POOL -> new AveragePool(window((Pool) layer));
            case GLOBAL_AVERAGE_POOL -> new GlobalAveragePool();
            case FLATTEN -> new Flatten();
            case DROPOUT -> new StepDropout(((Dropout) layer).rate());
            case DENSE -> dense((Dense) layer);
            case SCALE -> new io.atelier.engine.layer.Scale(((Scale) layer).factor());
            case NORMALIZE -> normalize((Normalize) layer);
            case OUTPUT -> output((Output) layer);
            case ADD, CONCATENATE -> throw new IllegalArgumentException(planned.name() + " is a vertex, not a layer");
        };
    }

    private org.deeplearning4j.nn.conf.layers.Layer convolution(PlannedLayer planned, Convolution convolution) {
        boolean first = planned.inputs().equals(List.of(NetworkPlan.IMAGE));
        return moving(
                new io.atelier.engine.layer.Convolution(new io.atelier.engine.layer.Convolution.Settings(
                        planned.output().channels(),
                        window(convolution.kernel(), convolution.stride(), convolution.padding()),
                        convolution.depthwise(),
                        convolution.bias(),
                        function(convolution.activation()),
                        convolution.frozen(),
                        first)),
                convolution.frozen());
    }

    private org.deeplearning4j.nn.conf.layers.Layer batchNorm(BatchNorm norm) {
        return moving(new ChannelNorm(norm.momentum(), norm.epsilon(), false, norm.frozen()), norm.frozen());
    }

    /** @throws IllegalArgumentException if it still leaves mean and deviation to the dataset */
    static io.atelier.engine.layer.Normalize normalize(Normalize normalize) {
        Require.that(
                normalize.isSettled(),
                "normalize must have the dataset's mean and deviation, which planning puts in, before it is trained");
        return new io.atelier.engine.layer.Normalize(normalize.mean(), normalize.deviation());
    }

    private org.deeplearning4j.nn.conf.layers.Layer dense(Dense dense) {
        return moving(
                new io.atelier.engine.layer.Dense(
                        dense.units(), dense.bias(), function(dense.activation()), dense.frozen()),
                dense.frozen());
    }

    private org.deeplearning4j.nn.conf.layers.Layer output(Output output) {
        return moving(new Classifier(plan.classes(), loss, output.bias(), output.frozen()), output.frozen());
    }

    /** What is frozen must not decay either. */
    private org.deeplearning4j.nn.conf.layers.Layer moving(
            org.deeplearning4j.nn.conf.layers.Layer layer, boolean frozen) {
        return frozen ? layer : updaters.moving(layer);
    }

    private static Window window(Pool pool) {
        return window(pool.size(), pool.stride(), pool.padding());
    }

    private static Window window(Extent size, Extent stride, Padding padding) {
        return new Window(size.height(), size.width(), stride.height(), stride.width(), padding == Padding.SAME);
    }

    private static ActivationFunction function(ActivationLayer layer) {
        return new ActivationFunction(kind(layer.activation()), layer.negativeSlope());
    }

    private static ActivationFunction function(Activation activation) {
        double slope = activation == Activation.LEAKY_RELU ? Activation.LEAKY_SLOPE : 0;
        return new ActivationFunction(kind(activation), slope);
    }

    private static ActivationFunction.Kind kind(Activation activation) {
        return switch (activation) {
            case LINEAR -> ActivationFunction.Kind.LINEAR;
            case RELU -> ActivationFunction.Kind.RELU;
            case LEAKY_RELU -> ActivationFunction.Kind.LEAKY_RELU;
            case GELU -> ActivationFunction.Kind.GELU;
            case SILU -> ActivationFunction.Kind.SILU;
            case TANH -> ActivationFunction.Kind.TANH;
        };
    }
}
