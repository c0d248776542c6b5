package io.atelier.engine;

import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Node;
import io.atelier.contract.architecture.PlannedLayer;
import io.atelier.engine.layer.MeasuredCrossEntropy;
import io.atelier.engine.optimizer.Updaters;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers of which some take the outputs of several. */
final class Branches implements Computation {

    private final NetworkPlan plan;
    private final ComputationGraph graph;
    private final BaseMultiLayerUpdater<?> updater;
    private final OptimizerStep step;

    private Branches(NetworkPlan plan, ComputationGraph graph) {
        this.plan = plan;
        this.graph = graph;
        this.updater = graph.getUpdater();
        this.step = new OptimizerStep(graph, updater);
    }

    static Branches open(NetworkPlan plan, MeasuredCrossEntropy loss, Updaters updaters) {
        LayerMaker maker = new LayerMaker(plan, loss, updaters);
        ComputationGraphConfiguration.GraphBuilder builder =
                LayerMaker.builder().graphBuilder().addInputs(Node.IMAGE).setInputTypes(LayerMaker.inputType(plan));
        for (PlannedLayer layer : plan.layers()) {
            String[] inputs =
                    layer.inputs().stream().map(index -> name(plan, index)).toArray(String[]::new);
            if (LayerMaker.isVertex(layer.layer())) {
                builder.addVertex(layer.name(), LayerMaker.vertex(layer), inputs);
            } else {
                builder.addLayer(layer.name(), maker.layer(layer), inputs);
            }
        }
        String output = plan.layers().get(plan.layers().size() - 1).name();
        ComputationGraph graph = new ComputationGraph(builder.setOutputs(output).build());
        graph.init();
        return new Branches(plan, graph);
    }

    private static String name(NetworkPlan plan, int index) {
        return index == NetworkPlan.IMAGE
                ? Node.IMAGE
                : plan.layers().get(index).name();
    }

    @Override
    public Layer layer(int planned) {
        return graph.getLayer(name(plan, planned));
    }

    @Override
    public Layer[] layers() {
        return graph.getLayers();
    }

    @Override
    public Layer outputLayer() {
        return graph.getOutputLayer(0);
    }

    @Override
    public BaseMultiLayerUpdater<?> updater() {
        return updater;
    }

    @Override
    public void fit(INDArray images, INDArray labels, int iteration) {
        graph.getConfiguration().setIterationCount(iteration);
        try {
            graph.setInput(0, images);
            graph.setLabels(labels);
            step.take(iteration);
        } finally {
            graph.clear();
        }
    }

    @Override
    public INDArray output(INDArray images) {
        return graph.outputSingle(false, images);
    }

    @Override
    public void close() {
        graph.close();
    }
}
