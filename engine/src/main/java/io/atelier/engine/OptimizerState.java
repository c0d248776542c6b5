package io.atelier.engine;

import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Parameter;
import io.atelier.contract.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * An optimizer's state as tensors {@code <slot>.<parameter>}, such as {@code adam.m.conv_1.weight}. Deeplearning4j keeps it in
 * blocks of neighbouring parameters with one updater: the first slot of the whole block, then the second.
 */
final class OptimizerState {

    private final NetworkPlan plan;
    private final List<ParameterStore.Holder> holders;
    private final List<Parameter> parameters;
    private final List<String> slots;
    private final Map<String, INDArray> arrays = new HashMap<>();

    OptimizerState(NetworkPlan plan, Computation network, ParameterStore store, List<String> slots) {
        this.plan = plan;
        this.holders = store.trainableHolders();
        this.parameters = holders.stream().map(ParameterStore.Holder::parameter).toList();
        this.slots = slots;
        for (UpdaterBlock block : network.updater().getUpdaterBlocks()) {
            if (block.getUpdaterView() != null) {
                locate(block);
            }
        }
    }

    private void locate(UpdaterBlock block) {
        int size = block.getParamOffsetEnd() - block.getParamOffsetStart();
        for (UpdaterBlock.ParamState state : block.getLayersAndVariablesInBlock()) {
            int from = state.getParamOffsetStart() - block.getParamOffsetStart();
            int to = state.getParamOffsetEnd() - block.getParamOffsetStart();
            for (ParameterStore.Holder holder : holders) {
                if (holder.layer() == layer(state) && holder.key().equals(state.getParamName())) {
                    Parameter parameter = holder.parameter();
                    char order = holder.layer().getParam(state.getParamName()).ordering();
                    for (int slot = 0; slot < slots.size(); slot++) {
                        int start = slot * size;
                        arrays.put(
                                name(slots.get(slot), parameter),
                                view(block, parameter, order, start + from, start + to));
                    }
                }
            }
        }
    }

    /** The updater of a network with branches knows vertices, which have layers. */
    private static Trainable layer(UpdaterBlock.ParamState state) {
        return state.getLayer() instanceof GraphVertex vertex ? vertex.getLayer() : state.getLayer();
    }

    private static INDArray view(UpdaterBlock block, Parameter parameter, char order, int from, int to) {
        return block.getUpdaterView().get(NDArrayIndex.interval(from, to)).reshape(order, parameter.dimensions());
    }

    private static String name(String slot, Parameter parameter) {
        return slot + "." + parameter.name();
    }

    void reset() {
        arrays.values().forEach(array -> array.assign(0));
    }

    List<Tensor> read() {
        List<Tensor> tensors = new ArrayList<>();
        for (String slot : slots) {
            for (Parameter parameter : parameters) {
                String name = name(slot, parameter);
                float[] values = ParameterStore.values(arrays.get(name));
                tensors.add(Tensor.ofFloats(name, values, parameter.dimensions()));
            }
        }
        return tensors;
    }

    /** How many tensors it has. */
    int size() {
        return slots.size() * parameters.size();
    }

    void check(List<Tensor> tensors) throws IncompatibleParametersException {
        int count = parameters.size();
        if (tensors.size() != size()) {
            throw new IncompatibleParametersException("The optimizer of " + plan.architecture() + " has " + size()
                    + " tensors, but " + tensors.size() + " were given");
        }
        for (int slot = 0; slot < slots.size(); slot++) {
            List<Tensor> found = tensors.subList(slot * count, (slot + 1) * count);
            ParameterStore.check(plan, slots.get(slot) + ".", parameters, found);
        }
    }

    /** What {@link #check} accepted. */
    void write(List<Tensor> tensors) {
        for (Tensor tensor : tensors) {
            ParameterStore.write(arrays.get(tensor.name()), tensor.floats());
        }
    }
}
