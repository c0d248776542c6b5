package io.atelier.engine.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Dense layer with softmax, trained with cross-entropy. */
public final class Classifier extends OutputLayer {

    private static final long serialVersionUID = 1L;

    public Classifier(int classes, MeasuredCrossEntropy loss) {
        super(new Builder(loss).nOut(classes).activation(Activation.SOFTMAX));
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
