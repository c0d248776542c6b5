package io.atelier.engine.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Dense layer that ends with the logits: Deeplearning4j's softmax gives other bits on other machines, so whoever needs
 * probabilities takes {@link io.atelier.engine.kernel.Softmax}.
 */
public final class Classifier extends OutputLayer {

    private static final long serialVersionUID = 1L;

    public Classifier(int classes, MeasuredCrossEntropy loss) {
        super(new Builder(loss).nOut(classes).activation(Activation.IDENTITY));
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
