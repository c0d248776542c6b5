package io.atelier.engine;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;

/** A Deeplearning4j network, in a row or with branches. Confined to one thread. */
interface Computation extends AutoCloseable {

    /** Of the layer of that index in the plan, which has parameters. */
    Layer layer(int planned);

    Layer[] layers();

    Layer outputLayer();

    BaseMultiLayerUpdater<?> updater();

    /** Over its layers, with memory that the caller closes. */
    Passes passes();

    /** Its parameters and gradients. */
    Model model();

    @Override
    void close();
}
