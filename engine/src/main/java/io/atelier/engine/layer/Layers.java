package io.atelier.engine.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every layer's configuration does with a layer that it has made. */
final class Layers {

    private Layers() {}

    /** Gives {@code layer} its place in the network and, of {@code parameters}, its own. */
    static Layer placed(
            Layer layer,
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize) {
        layer.setListeners(listeners);
        layer.setIndex(index);
        ParamInitializer initializer = configuration.getLayer().initializer();
        if (initializer.numParams(configuration) > 0) {
            layer.setParamsViewArray(parameters);
            layer.setParamTable(initializer.init(configuration, parameters, initialize));
        }
        layer.setConf(configuration);
        return layer;
    }
}
