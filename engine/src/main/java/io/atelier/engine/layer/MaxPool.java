package io.atelier.engine.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Maximum of 2x2, an odd last row or column left out; where it does not follow a {@link Convolution3x3}. */
public final class MaxPool extends SubsamplingLayer {

    private static final long serialVersionUID = 1L;

    public MaxPool() {
        super(new Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                .dataFormat(CNN2DFormat.NHWC));
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
        MaxPoolLayer layer = new MaxPoolLayer(configuration, type);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setConf(configuration);
        return layer;
    }
}
