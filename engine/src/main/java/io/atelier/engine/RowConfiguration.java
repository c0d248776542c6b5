package io.atelier.engine;

import io.atelier.contract.architecture.Activation;
import io.atelier.contract.architecture.BatchNorm;
import io.atelier.contract.architecture.Convolution;
import io.atelier.contract.architecture.Extent;
import io.atelier.contract.architecture.Layer;
import io.atelier.contract.architecture.MaxPool;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Normalize;
import io.atelier.contract.architecture.Padding;
import io.atelier.contract.architecture.PlannedLayer;
import io.atelier.engine.layer.ChannelNorm;
import io.atelier.engine.layer.Convolution3x3;
import io.atelier.engine.layer.MeasuredCrossEntropy;
import io.atelier.engine.optimizer.Updaters;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;

/**
 * Layers in a row, as Deeplearning4j describes them, with what neighbours do for each other: a convolution with ReLU also
 * halves the image by the pooling that follows, and whoever reads a ReLU's output anyway multiplies the gradient by its
 * derivative.
 */
final class RowConfiguration {

    private static final Extent ONE = new Extent(1, 1);
    private static final Extent TWO = new Extent(2, 2);
    private static final Extent THREE = new Extent(3, 3);
    private static final MaxPool HALVING = new MaxPool(TWO, TWO, Padding.VALID);

    private RowConfiguration() {}

    static MultiLayerConfiguration of(NetworkPlan plan, MeasuredCrossEntropy loss, Updaters updaters) {
        NeuralNetConfiguration.ListBuilder list = LayerMaker.builder().list();
        LayerMaker maker = new LayerMaker(plan, loss, updaters);
        IntStream.range(0, plan.layers().size())
                .filter(i -> !isFused(plan, i))
                .forEach(i -> list.layer(layer(plan, i, maker, updaters)));
        return list.setInputType(LayerMaker.inputType(plan)).build();
    }

    /** Of the Deeplearning4j layer that holds the parameters of layer {@code layer} of the plan. */
    static int index(NetworkPlan plan, int layer) {
        return (int) IntStream.range(0, layer).filter(i -> !isFused(plan, i)).count();
    }

    private static org.deeplearning4j.nn.conf.layers.Layer layer(
            NetworkPlan plan, int index, LayerMaker maker, Updaters updaters) {
        PlannedLayer planned = plan.layers().get(index);
        boolean ofRelu = isReluConvolution(kind(plan, index - 1));
        if (isReluConvolution(planned.layer())) {
            Layer next = kind(plan, index + 1);
            boolean pooling = HALVING.equals(next);
            boolean masked = isReluConvolution(next) || isTrainedNorm(next);
            int filters = planned.output().channels();
            boolean first = index == 0 || (index == 1 && kind(plan, 0) instanceof Normalize);
            return updaters.moving(new Convolution3x3(
                    filters, pooling, new Convolution3x3.Masking(ofRelu, !pooling && !masked), first));
        } else if (ofRelu && isTrainedNorm(planned.layer())) {
            BatchNorm norm = (BatchNorm) planned.layer();
            return updaters.moving(new ChannelNorm(norm.momentum(), norm.epsilon(), true, false));
        }
        return maker.layer(planned);
    }

    /** Pooling right after a convolution is a part of it. */
    private static boolean isFused(NetworkPlan plan, int index) {
        return HALVING.equals(kind(plan, index)) && isReluConvolution(kind(plan, index - 1));
    }

    /** The layer at a place of the plan; null beyond both ends. */
    private static Layer kind(NetworkPlan plan, int index) {
        return index < 0 || index >= plan.layers().size()
                ? null
                : plan.layers().get(index).layer();
    }

    private static boolean isTrainedNorm(Layer layer) {
        return layer instanceof BatchNorm norm && !norm.frozen();
    }

    private static boolean isReluConvolution(Layer layer) {
        return layer instanceof Convolution convolution
                && convolution.kernel().equals(THREE)
                && convolution.stride().equals(ONE)
                && convolution.padding() == Padding.SAME
                && !convolution.depthwise()
                && convolution.bias()
                && convolution.activation() == Activation.RELU
                && !convolution.frozen();
    }
}
