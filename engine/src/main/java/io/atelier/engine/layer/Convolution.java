package io.atelier.engine.layer;

import io.atelier.engine.kernel.ActivationFunction;
import io.atelier.engine.kernel.Convolver;
import io.atelier.engine.kernel.Window;
import java.io.Serializable;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Convolution with any window, bias or not, and any activation. Weights are {@code [out, in, height, width]}, those of a
 * depthwise one {@code [channels, 1, height, width]}.
 */
public final class Convolution extends ConvolutionLayer {

    private static final long serialVersionUID = 1L;

    private final Settings settings;

    /**
     * @param filters of a depthwise convolution as many as channels, whatever this says
     * @param depthwise whether every channel has a filter of its own and sees no other
     * @param frozen whether weights and bias stay as they are
     * @param first whether nobody needs the gradient of the input, and none is given
     */
    public record Settings(
            int filters,
            Window window,
            boolean depthwise,
            boolean bias,
            ActivationFunction activation,
            boolean frozen,
            boolean first)
            implements Serializable {

        boolean relu() {
            return activation.kind() == ActivationFunction.Kind.RELU;
        }
    }

    public Convolution(Settings settings) {
        super(new Builder(settings.window().height(), settings.window().width())
                .stride(settings.window().rowStride(), settings.window().columnStride())
                .nOut(settings.filters())
                .hasBias(settings.bias())
                .convolutionMode(settings.window().same() ? ConvolutionMode.Same : ConvolutionMode.Truncate)
                .dataFormat(CNN2DFormat.NHWC)
                .activation(Activation.IDENTITY));
        this.settings = settings;
    }

    Settings settings() {
        return settings;
    }

    /** For images of this size. */
    Convolver convolver(int height, int width, int channels) {
        return settings.depthwise()
                ? Convolver.depthwise(height, width, channels, settings.window(), settings.relu())
                : Convolver.of(height, width, channels, settings.filters(), settings.window(), settings.relu());
    }

    @Override
    public void setNIn(InputType type, boolean override) {
        long channels = ((InputType.InputTypeConvolutional) type).getChannels();
        setNIn(settings.depthwise() ? 1 : channels);
        setNOut(settings.depthwise() ? channels : settings.filters());
    }

    @Override
    public InputType getOutputType(int index, InputType type) {
        InputType.InputTypeConvolutional input = (InputType.InputTypeConvolutional) type;
        return InputType.convolutional(
                settings.window().rows((int) input.getHeight()).outputs(),
                settings.window().columns((int) input.getWidth()).outputs(),
                settings.depthwise() ? input.getChannels() : settings.filters(),
                CNN2DFormat.NHWC);
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType input) {
        return null;
    }

    @Override
    public IUpdater getUpdaterByParam(String name) {
        return settings.frozen() ? Layers.NO_UPDATER : super.getUpdaterByParam(name);
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
                new ConvolverLayer(configuration, type), configuration, listeners, index, parameters, initialize);
    }
}
