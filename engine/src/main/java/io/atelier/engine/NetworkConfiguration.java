package io.atelier.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.atelier.contract.architecture.Activation;
import io.atelier.contract.architecture.BatchNorm;
import io.atelier.contract.architecture.Convolution;
import io.atelier.contract.architecture.Dropout;
import io.atelier.contract.architecture.Extent;
import io.atelier.contract.architecture.Flatten;
import io.atelier.contract.architecture.Initialization;
import io.atelier.contract.architecture.Layer;
import io.atelier.contract.architecture.MaxPool;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Output;
import io.atelier.contract.architecture.Padding;
import io.atelier.contract.architecture.Shape;
import io.atelier.engine.layer.ChannelNorm;
import io.atelier.engine.layer.Classifier;
import io.atelier.engine.layer.Convolution3x3;
import io.atelier.engine.layer.Dense;
import io.atelier.engine.layer.MeasuredCrossEntropy;
import io.atelier.engine.layer.StepDropout;
import io.atelier.engine.optimizer.Updaters;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A plan and a recipe's updaters as Deeplearning4j describes networks, layer for layer but for those that are
 * {@link #isPartOfAnother}. The one place that knows which layer of ours computes which kind.
 */
final class NetworkConfiguration {

    private static final Extent ONE = new Extent(1, 1);
    private static final Extent TWO = new Extent(2, 2);
    private static final Extent THREE = new Extent(3, 3);
    private static final MaxPool HALVING = new MaxPool(TWO, TWO, Padding.VALID);
    private static final BatchNorm KERAS_NORM = new BatchNorm(0.99, 1e-3, false);

    private final NetworkPlan plan;
    private final MeasuredCrossEntropy loss;

    private NetworkConfiguration(NetworkPlan plan, MeasuredCrossEntropy loss) {
        this.plan = plan;
        this.loss = loss;
    }

    /**
     * All layers with the loss.
     *
     * @throws UnsupportedOperationException if there is a layer that the engine cannot compute
     */
    static MultiLayerConfiguration of(NetworkPlan plan, MeasuredCrossEntropy loss, Updaters updaters) {
        if (!plan.isSequential()) {
            throw new UnsupportedOperationException(
                    "Expected a network whose layers stand in a row: this build cannot compute the branches of "
                            + plan.architecture() + " yet");
        }
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                // The network sets initial values itself, and the loss gives the gradient of the mean.
                .weightInit(WeightInit.ZERO)
                .miniBatch(false)
                .cacheMode(CacheMode.DEVICE)
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
                .list();
        NetworkConfiguration configuration = new NetworkConfiguration(plan, loss);
        IntStream.range(0, plan.layers().size())
                .filter(i -> !isPartOfAnother(plan, i))
                .forEach(i -> list.layer(updaters.moving(configuration.layer(i))));
        Shape image = plan.input();
        return list.setInputType(
                        InputType.convolutional(image.height(), image.width(), image.channels(), CNN2DFormat.NHWC))
                .build();
    }

    /** Of the Deeplearning4j layer that holds the parameters of layer {@code layer} of the plan. */
    static int index(NetworkPlan plan, int layer) {
        return (int)
                IntStream.range(0, layer).filter(i -> !isPartOfAnother(plan, i)).count();
    }

    /** Pooling right after a convolution is a part of it, and dense layers flatten what they get. */
    private static boolean isPartOfAnother(NetworkPlan plan, int index) {
        Layer layer = kind(plan, index);
        return layer instanceof Flatten || (HALVING.equals(layer) && isReluConvolution(kind(plan, index - 1)));
    }

    /** The layer at a place of the plan; null beyond both ends. */
    private static Layer kind(NetworkPlan plan, int index) {
        return index < 0 || index >= plan.layers().size()
                ? null
                : plan.layers().get(index).layer();
    }

    private static boolean isReluConvolution(Layer layer) {
        return layer instanceof Convolution convolution
                && convolution.kernel().equals(THREE)
                && convolution.stride().equals(ONE)
                && convolution.padding() == Padding.SAME
                && !convolution.depthwise()
                && convolution.bias()
                && convolution.activation() == Activation.RELU
                && convolution.initialization() != Initialization.WHITENING
                && !convolution.frozen();
    }

    private org.deeplearning4j.nn.conf.layers.Layer layer(int index) {
        Layer layer = kind(plan, index);
        return switch (layer.kind()) {
            case CONVOLUTION -> convolution(index, (Convolution) layer);
            case BATCH_NORM -> batchNorm(index, (BatchNorm) layer);
            case MAX_POOL -> maxPool(index, (MaxPool) layer);
            case DROPOUT -> new StepDropout(((Dropout) layer).rate());
            case DENSE -> dense(index, (io.atelier.contract.architecture.Dense) layer);
            case OUTPUT -> output(index, (Output) layer);
            case ACTIVATION, AVERAGE_POOL, GLOBAL_AVERAGE_POOL, FLATTEN, ADD, CONCATENATE, SCALE ->
                throw unsupported(index, "none yet");
        };
    }

    private Convolution3x3 convolution(int index, Convolution convolution) {
        if (!isReluConvolution(convolution)) {
            throw unsupported(index, "kernel 3, stride 1, padding same, groups 1, with a bias and relu, not frozen");
        }
        Layer next = kind(plan, index + 1);
        boolean pooling = HALVING.equals(next);
        boolean masked = isReluConvolution(next) || next instanceof BatchNorm;
        boolean ofRelu = isReluConvolution(kind(plan, index - 1));
        return new Convolution3x3(
                plan.layers().get(index).output().channels(),
                pooling,
                new Convolution3x3.Masking(ofRelu, !pooling && !masked));
    }

    private ChannelNorm batchNorm(int index, BatchNorm norm) {
        if (!norm.equals(KERAS_NORM) || plan.layers().get(index).input().flat()) {
            throw unsupported(index, "momentum 0.99, epsilon 0.001, of images, not frozen");
        }
        return new ChannelNorm(isReluConvolution(kind(plan, index - 1)));
    }

    private io.atelier.engine.layer.MaxPool maxPool(int index, MaxPool pool) {
        if (!pool.equals(HALVING)) {
            throw unsupported(index, "size 2, stride 2, padding valid");
        }
        return new io.atelier.engine.layer.MaxPool();
    }

    private Dense dense(int index, io.atelier.contract.architecture.Dense dense) {
        if (!dense.bias() || dense.activation() != Activation.RELU || dense.frozen()) {
            throw unsupported(index, "with a bias and relu, not frozen");
        }
        return new Dense(dense.units());
    }

    private Classifier output(int index, Output output) {
        if (!output.bias() || output.frozen()) {
            throw unsupported(index, "with a bias, not frozen");
        }
        return new Classifier(plan.classes(), loss);
    }

    private UnsupportedOperationException unsupported(int index, String what) {
        JsonNode found = plan.architecture().write().get("layers").get(index);
        return new UnsupportedOperationException(
                "layers[%d] of %s must be a layer that this build can compute (of kind %s: %s), but is %s"
                        .formatted(
                                index,
                                plan.architecture(),
                                kind(plan, index).kind().label(),
                                what,
                                found));
    }
}
