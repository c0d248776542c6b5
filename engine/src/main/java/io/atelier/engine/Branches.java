package io.atelier.engine;

import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Node;
import io.atelier.contract.architecture.PlannedLayer;
import io.atelier.engine.layer.MeasuredCrossEntropy;
import io.atelier.engine.optimizer.Updaters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;

/** Layers of which some take the outputs of several. */
final class Branches implements Computation {

    private final NetworkPlan plan;
    private final ComputationGraph graph;
    private final BaseMultiLayerUpdater<?> updater;

    private Branches(NetworkPlan plan, ComputationGraph graph) {
        this.plan = plan;
        this.graph = graph;
        this.updater = graph.getUpdater();
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
    public Model model() {
        return graph;
    }

    @Override
    public Passes passes() {
        List<Stage> stages = new ArrayList<>();
        Map<Integer, Integer> values = new HashMap<>();
        for (int index : graph.topologicalSortOrder()) {
            GraphVertex vertex = graph.getVertices()[index];
            if (vertex.isInputVertex()) {
                values.put(index, Stage.IMAGES);
                continue;
            }
            int[] inputs = Arrays.stream(vertex.getInputVertices())
                    .mapToInt(input -> values.get(input.getVertexIndex()))
                    .toArray();
            if (vertex.isOutputVertex()) {
                return new Passes(stages, (IOutputLayer) vertex.getLayer(), inputs[0]);
            }
            stages.add(vertex.hasLayer() ? Stage.of(vertex.getLayer(), inputs[0]) : Stage.of(vertex, inputs));
            values.put(index, stages.size());
        }
        throw new IllegalStateException("The network has no classifier");
    }

    @Override
    public void close() {
        graph.close();
    }
}
