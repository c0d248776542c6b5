package io.atelier.engine;

import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.engine.layer.MeasuredCrossEntropy;
import io.atelier.engine.optimizer.Updaters;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;

/** Layers in a row. */
final class Row implements Computation {

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
    public Model model() {
        return network;
    }

    @Override
    public Passes passes() {
        Layer[] layers = network.getLayers();
        int last = layers.length - 1;
        List<Stage> stages = IntStream.range(0, last)
                .mapToObj(index -> Stage.of(layers[index], index))
                .toList();
        return new Passes(stages, (IOutputLayer) layers[last], last);
    }

    @Override
    public void close() {
        network.close();
    }
}
