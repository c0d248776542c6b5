package io.atelier.engine.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Dense layer that ends with the logits: Deeplearning4j's softmax gives other bits on other machines, so whoever needs
 * probabilities takes {@link io.atelier.engine.kernel.Softmax}. Takes images, too, in the order height, width, channels.
 */
public final class Classifier extends OutputLayer {

    private static final long serialVersionUID = 1L;

    private final boolean frozen;

    /** @param frozen whether weights and bias stay as they are */
    public Classifier(int classes, MeasuredCrossEntropy loss, boolean bias, boolean frozen) {
        super(new Builder(loss).nOut(classes).hasBias(bias).activation(Activation.IDENTITY));
        this.frozen = frozen;
    }

    boolean frozen() {
        return frozen;
    }

    @Override
    public void setNIn(InputType input, boolean override) {
        setNIn(Layers.size(input));
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return InputType.feedForward(getNOut());
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType input) {
        return null;
    }

    @Override
    public IUpdater getUpdaterByParam(String name) {
        return frozen ? Layers.NO_UPDATER : super.getUpdaterByParam(name);
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
                new ClassifierLayer(configuration, type), configuration, listeners, index, parameters, initialize);
    }
}
