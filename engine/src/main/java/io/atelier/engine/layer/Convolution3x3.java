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
    private final boolean first;

    /** Who multiplies a gradient by the derivative of a ReLU: whoever reads that ReLU's output anyway. */
    public record Masking(boolean ofInput, boolean ofOutput) implements Serializable {}

    /**
     * @param pooling whether 2x2 maximum pooling follows
     * @param masking of the gradients of the input, if that is a ReLU's output, and, without pooling, of the output
     * @param first whether nobody needs the gradient of the input
     */
    public Convolution3x3(int filters, boolean pooling, Masking masking, boolean first) {
        super(new Builder(3, 3)
                .nOut(filters)
                .convolutionMode(ConvolutionMode.Same)
                .dataFormat(CNN2DFormat.NHWC)
                .activation(Activation.RELU));
        this.pooling = pooling;
        this.masking = masking;
        this.first = first;
    }

    boolean pooling() {
        return pooling;
    }

    Masking masking() {
        return masking;
    }

    boolean first() {
        return first;
    }

    @Override
    public InputType getOutputType(int index, InputType inputType) {
        InputType.InputTypeConvolutional input = (InputType.InputTypeConvolutional) inputType;
        int divisor = pooling ? 2 : 1;
        return InputType.convolutional(
                input.getHeight() / divisor, input.getWidth() / divisor, getNOut(), CNN2DFormat.NHWC);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        return Layers.placed(
                new Convolution3x3Layer(configuration, type), configuration, listeners, index, parameters, initialize);
    }
}
