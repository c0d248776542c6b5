package io.atelier.engine;

import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.engine.layer.MeasuredCrossEntropy;
import io.atelier.engine.optimizer.Updaters;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers in a row. */
final class Row implements Computation {

    private final NetworkPlan plan;
    private final MultiLayerNetwork network;
    private final BaseMultiLayerUpdater<?> updater;
    private final OptimizerStep step;

    private Row(NetworkPlan plan, MultiLayerNetwork network) {
        this.plan = plan;
        this.network = network;
        this.updater = (BaseMultiLayerUpdater<?>) network.getUpdater();
        this.step = new OptimizerStep(network, updater);
    }

    static Row open(NetworkPlan plan, MeasuredCrossEntropy loss, Updaters updaters) {
        MultiLayerNetwork network = new MultiLayerNetwork(RowConfiguration.of(plan, loss, updaters));
        network.init();
        return new Row(plan, network);
    }

    @Override
    public Layer layer(int planned) {
        return network.getLayer(RowConfiguration.index(plan, planned));
    }

    @Override
    public Layer[] layers() {
        return network.getLayers();
    }

    @Override
    public Layer outputLayer() {
        return network.getOutputLayer();
    }

    @Override
    public BaseMultiLayerUpdater<?> updater() {
        return updater;
    }

    @Override
    public void fit(INDArray images, INDArray labels, int iteration) {
        network.setIterationCount(iteration);
        try {
            network.setInput(images);
            network.setLabels(labels);
            step.take(iteration);
        } finally {
            network.clear();
            network.setLabels(null);
        }
    }

    @Override
    public INDArray output(INDArray images) {
        return network.output(images, false);
    }

    @Override
    public void close() {
        network.close();
    }
}
