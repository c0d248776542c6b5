package io.atelier.engine.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * 3x3 convolution, same padding, bias, ReLU. Weights are {@code [out, in, 3, 3]}.
 *
 * <p>A pass over the activations costs as much as some convolutions, so the layer that follows may take over parts of
 * the ReLU.
 */
public final class Convolution3x3 extends ConvolutionLayer {

    private static final long serialVersionUID = 1L;

    /** Where the ReLU and its derivative are applied. */
    public enum Relu {
        /** Both here. */
        HERE,
        /** The next layer multiplies its input's gradient by the derivative. */
        NEXT_MASKS_GRADIENT,
        /** Neither here: the next layer is a {@link MaxPool}. */
        NEXT
    }

    private final Relu relu;

    public Convolution3x3(int filters, Relu relu) {
        super(new Builder(3, 3)
                .nOut(filters)
                .convolutionMode(ConvolutionMode.Same)
                .dataFormat(CNN2DFormat.NHWC)
                .activation(relu == Relu.NEXT ? Activation.IDENTITY : Activation.RELU));
        this.relu = relu;
    }

    Relu relu() {
        return relu;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        Convolution3x3Layer layer = new Convolution3x3Layer(configuration, type);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        layer.setParamTable(initializer().init(configuration, parameters, initialize));
        layer.setConf(configuration);
        return layer;
    }
}
