package io.atelier.engine.layer;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/** What every layer's configuration does with a layer that it has made. */
final class Layers {

    /** For parameters that stay as they are, or to which a layer gives their step instead of a gradient. */
    static final IUpdater NO_UPDATER = new NoOp();

    private Layers() {}

    /** Values of one image. */
    static long size(InputType input) {
        return input.arrayElementsPerExample();
    }

    /** Of a layer that has written it to its views. */
    static Gradient gradient(Map<String, INDArray> views) {
        Gradient gradient = new DefaultGradient();
        views.forEach((key, view) -> gradient.setGradientFor(key, view, view.ordering()));
        return gradient;
    }

    /** Of a frozen layer. */
    static Gradient zeroGradient(Map<String, INDArray> views) {
        for (INDArray view : views.values()) {
            Floats.view(view).put(new float[(int) view.length()]);
        }
        return gradient(views);
    }

    static UnsupportedOperationException noMemoryReport() {
        return new UnsupportedOperationException("Nobody asks for Deeplearning4j's estimate of memory");
    }

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
