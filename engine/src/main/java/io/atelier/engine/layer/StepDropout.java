package io.atelier.engine.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Inverted dropout whose mask is a function of a seed given for the step, so that a resumed training drops the same
 * values.
 */
public final class StepDropout extends DropoutLayer {

    private static final long serialVersionUID = 1L;

    private final double rate;

    /** Drops {@code rate} of the values. */
    public StepDropout(double rate) {
        this.rate = rate;
    }

    double rate() {
        return rate;
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
                new StepDropoutLayer(configuration, type), configuration, listeners, index, parameters, initialize);
    }
}
