package io.atelier.engine.layer;

import java.io.Serializable;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * 3x3 convolution, same padding, bias, ReLU, and on request the 2x2 maximum pooling that follows. Weights are {@code [out,
 * in, 3, 3]}.
 */
public final class Convolution3x3 extends ConvolutionLayer {

    private static final long serialVersionUID = 1L;

    private final boolean pooling;
    private final Masking masking;

    /** Who multiplies a gradient by the derivative of a ReLU: whoever reads that ReLU's output anyway. */
    public record Masking(boolean ofInput, boolean ofOutput) implements Serializable {}

    /**
     * @param pooling whether 2x2 maximum pooling follows
     * @param masking of the gradients of the input, if that is a ReLU's output, and, without pooling, of the output
     */
    public Convolution3x3(int filters, boolean pooling, Masking masking) {
        super(new Builder(3, 3)
                .nOut(filters)
                .convolutionMode(ConvolutionMode.Same)
                .dataFormat(CNN2DFormat.NHWC)
                .activation(Activation.RELU));
        this.pooling = pooling;
        this.masking = masking;
    }

    boolean pooling() {
        return pooling;
    }

    Masking masking() {
        return masking;
    }

    @Override
    public InputType getOutputType(int index, InputType inputType) {
        InputType.InputTypeConvolutional input = (InputType.InputTypeConvolutional) inputType;
        int divisor = pooling ? 2 : 1;
        return InputType.convolutional(
                input.getHeight() / divisor, input.getWidth() / divisor, getNOut(), CNN2DFormat.NHWC);
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
