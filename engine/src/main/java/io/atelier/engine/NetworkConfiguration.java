package io.atelier.engine;

import io.atelier.engine.layer.ChannelNorm;
import io.atelier.engine.layer.Convolution3x3;
import io.atelier.engine.layer.MaxPool;
import io.atelier.engine.layer.MeasuredCrossEntropy;
import io.atelier.engine.layer.StepDropout;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;

/** An architecture and the study's recipe as Deeplearning4j describes networks, layer for layer. */
final class NetworkConfiguration {

    /** Keras' {@code Adam()}: learning rate, betas and epsilon. Both add epsilon to the uncorrected root. */
    static final Adam ADAM = new Adam(1e-3, 0.9, 0.999, 1e-7);

    private NetworkConfiguration() {}

    static MultiLayerConfiguration of(Architecture architecture, MeasuredCrossEntropy loss) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .updater(ADAM)
                // The network sets initial values itself, and the loss gives the gradient of the mean.
                .weightInit(WeightInit.ZERO)
                .miniBatch(false)
                .cacheMode(CacheMode.DEVICE)
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
                .list();
        for (int i = 0; i < architecture.layers().size(); i++) {
            list.layer(layer(architecture.layers(), i, loss));
        }
        FeatureShape image = FeatureShape.IMAGE;
        return list.setInputType(
                        InputType.convolutional(image.height(), image.width(), image.channels(), CNN2DFormat.NHWC))
                .build();
    }

    private static org.deeplearning4j.nn.conf.layers.Layer layer(
            List<Layer> layers, int index, MeasuredCrossEntropy loss) {
        Layer layer = layers.get(index);
        boolean afterConvolution = index > 0 && layers.get(index - 1) instanceof Layer.Convolution;
        if (layer instanceof Layer.Convolution convolution) {
            return new Convolution3x3(convolution.filters(), relu(layers.get(index + 1)));
        } else if (layer instanceof Layer.BatchNormalization) {
            return new ChannelNorm(afterConvolution);
        } else if (layer instanceof Layer.MaxPooling) {
            return new MaxPool(afterConvolution);
        } else if (layer instanceof Layer.Dropout dropout) {
            return new StepDropout(dropout.rate());
        } else if (layer instanceof Layer.Dense dense) {
            return new DenseLayer.Builder()
                    .nOut(dense.units())
                    .activation(Activation.RELU)
                    .build();
        } else if (layer instanceof Layer.Output output) {
            return new OutputLayer.Builder(loss)
                    .nOut(output.classes())
                    .activation(Activation.SOFTMAX)
                    .build();
        }
        throw new IllegalArgumentException("There is no layer for " + layer);
    }

    private static Convolution3x3.Relu relu(Layer next) {
        if (next instanceof Layer.MaxPooling) {
            return Convolution3x3.Relu.NEXT;
        } else if (next instanceof Layer.BatchNormalization) {
            return Convolution3x3.Relu.NEXT_MASKS_GRADIENT;
        }
        return Convolution3x3.Relu.HERE;
    }
}
