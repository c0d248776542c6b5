package io.atelier.engine;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A Deeplearning4j network, in a row or with branches. Confined to one thread. */
interface Computation extends AutoCloseable {

    /** Of the layer of that index in the plan, which has parameters. */
    Layer layer(int planned);

    Layer[] layers();

    Layer outputLayer();

    BaseMultiLayerUpdater<?> updater();

    /** One step of the optimizer; {@code iteration} steps came before. */
    void fit(INDArray images, INDArray labels, int iteration);

    /** In inference mode; the caller closes it. */
    INDArray output(INDArray images);

    @Override
    void close();
}
