package io.atelier.engine;

import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.engine.kernel.Elements;
import io.atelier.engine.layer.Floats;
import io.atelier.engine.layer.MeasuredCrossEntropy;
import io.atelier.engine.optimizer.Updaters;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers in a row. */
final class Row implements Computation {

    /** Deeplearning4j makes its own for layers; what is left needs none. */
    private static final LayerWorkspaceMgr NO_WORKSPACES = LayerWorkspaceMgr.noWorkspaces();

    private final NetworkPlan plan;
    private final MultiLayerNetwork network;
    private final BaseMultiLayerUpdater<?> updater;

    private Row(NetworkPlan plan, MultiLayerNetwork network) {
        this.plan = plan;
        this.network = network;
        this.updater = (BaseMultiLayerUpdater<?>) network.getUpdater();
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
            network.computeGradientAndScore(NO_WORKSPACES);
            Gradient gradient = network.gradient();
            updater.update(gradient, iteration, 0, (int) images.size(0), NO_WORKSPACES);
            Elements.subtract(Floats.view(gradient.gradient()), Floats.view(network.params()));
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
