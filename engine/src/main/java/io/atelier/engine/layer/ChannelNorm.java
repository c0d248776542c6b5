package io.atelier.engine.layer;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Batch normalization of {@code [n, h, w, c]} or {@code [n, c]} over all but the channels. After a convolution it multiplies
 * its input's gradient by the derivative of the convolution's ReLU: both values are at hand.
 */
public final class ChannelNorm extends BatchNormalization {

    private static final long serialVersionUID = 1L;

    private final boolean maskingGradient;
    private final boolean frozen;

    /**
     * @param momentum of the moving statistics, from 0 (those of the last batch) to 1 (those that were)
     * @param epsilon added to the variance
     * @param maskingGradient whether its input is a ReLU's output, by whose derivative it multiplies the gradient
     * @param frozen whether it normalizes by the moving statistics in training, too, and keeps all parameters
     */
    public ChannelNorm(double momentum, double epsilon, boolean maskingGradient, boolean frozen) {
        this.maskingGradient = maskingGradient;
        this.frozen = frozen;
        setDecay(momentum);
        setEps(epsilon);
        setUseLogStd(false);
        setCnn2DFormat(CNN2DFormat.NHWC);
    }

    boolean maskingGradient() {
        return maskingGradient;
    }

    boolean frozen() {
        return frozen;
    }

    /** Gamma moves by the updater, beta by that of biases. */
    @Override
    public IUpdater getUpdaterByParam(String name) {
        if (frozen) {
            return Layers.NO_UPDATER;
        }
        boolean ofBeta = BatchNormalizationParamInitializer.BETA.equals(name) && biasUpdater != null;
        return ofBeta ? biasUpdater : super.getUpdaterByParam(name);
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType input) {
        return null;
    }

    /** Gamma and beta alike; Deeplearning4j would never regularize them. */
    @Override
    public List<Regularization> getRegularizationByParam(String name) {
        return BatchNormalizationParamInitializer.GAMMA.equals(name)
                        || BatchNormalizationParamInitializer.BETA.equals(name)
                ? regularization
                : null;
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
                new ChannelNormLayer(configuration, type), configuration, listeners, index, parameters, initialize);
    }
}
