package io.atelier.engine;

import io.atelier.engine.layer.ChannelNorm;
import io.atelier.engine.layer.Classifier;
import io.atelier.engine.layer.Convolution3x3;
import io.atelier.engine.layer.Dense;
import io.atelier.engine.layer.MaxPool;
import io.atelier.engine.layer.MeasuredCrossEntropy;
import io.atelier.engine.layer.StepDropout;
import io.atelier.engine.optimizer.Updaters;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;

/** An architecture and a recipe's updaters as Deeplearning4j describes networks, layer for layer but for {@link #isFused}. */
final class NetworkConfiguration {

    private NetworkConfiguration() {}

    static MultiLayerConfiguration of(Architecture architecture, MeasuredCrossEntropy loss, Updaters updaters) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                // The network sets initial values itself, and the loss gives the gradient of the mean.
                .weightInit(WeightInit.ZERO)
                .miniBatch(false)
                .cacheMode(CacheMode.DEVICE)
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
                .list();
        List<Layer> layers = architecture.layers();
        IntStream.range(0, layers.size())
                .filter(i -> !isFused(layers, i))
                .forEach(i -> list.layer(updaters.moving(layer(layers, i, loss))));
        FeatureShape image = FeatureShape.IMAGE;
        return list.setInputType(
                        InputType.convolutional(image.height(), image.width(), image.channels(), CNN2DFormat.NHWC))
                .build();
    }

    /** Of the Deeplearning4j layer that holds the parameters of layer {@code layer} of the architecture. */
    static int index(Architecture architecture, int layer) {
        return (int) IntStream.range(0, layer)
                .filter(i -> !isFused(architecture.layers(), i))
                .count();
    }

    /** Pooling right after a convolution is a part of it. */
    private static boolean isFused(List<Layer> layers, int index) {
        return layers.get(index) instanceof Layer.MaxPooling && follows(layers, index, Layer.Convolution.class);
    }

    private static boolean follows(List<Layer> layers, int index, Class<? extends Layer> type) {
        return index > 0 && type.isInstance(layers.get(index - 1));
    }

    private static org.deeplearning4j.nn.conf.layers.Layer layer(
            List<Layer> layers, int index, MeasuredCrossEntropy loss) {
        Layer layer = layers.get(index);
        boolean ofRelu = follows(layers, index, Layer.Convolution.class);
        if (layer instanceof Layer.Convolution convolution) {
            boolean pooling = layers.get(index + 1) instanceof Layer.MaxPooling;
            boolean masked = layers.get(index + 1) instanceof Layer.Convolution
                    || layers.get(index + 1) instanceof Layer.BatchNormalization;
            return new Convolution3x3(
                    convolution.filters(), pooling, new Convolution3x3.Masking(ofRelu, !pooling && !masked));
        } else if (layer instanceof Layer.BatchNormalization) {
            return new ChannelNorm(ofRelu);
        } else if (layer instanceof Layer.MaxPooling) {
            return new MaxPool();
        } else if (layer instanceof Layer.Dropout dropout) {
            return new StepDropout(dropout.rate());
        } else if (layer instanceof Layer.Dense dense) {
            return new Dense(dense.units());
        } else if (layer instanceof Layer.Output output) {
            return new Classifier(output.classes(), loss);
        }
        throw new IllegalArgumentException("There is no layer for " + layer);
    }
}
