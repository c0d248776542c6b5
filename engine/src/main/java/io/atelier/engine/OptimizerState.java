package io.atelier.engine;

import io.atelier.contract.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Adam's moments as tensors {@code adam.m.<parameter>} and {@code adam.v.<parameter>}. Deeplearning4j keeps them in
 * blocks of neighbouring parameters: first all first moments of the block, then all second.
 */
final class AdamState {

    private static final String FIRST = "adam.m.";
    private static final String SECOND = "adam.v.";

    private final Architecture architecture;
    private final List<Parameter> parameters;
    private final Map<String, INDArray> first = new HashMap<>();
    private final Map<String, INDArray> second = new HashMap<>();

    AdamState(Architecture architecture, MultiLayerNetwork network) {
        this.architecture = architecture;
        this.parameters = architecture.trainable().toList();
        BaseMultiLayerUpdater<?> updater = (BaseMultiLayerUpdater<?>) network.getUpdater();
        for (UpdaterBlock block : updater.getUpdaterBlocks()) {
            if (block.getUpdaterView() != null) {
                locate(network, block);
            }
        }
    }

    private void locate(MultiLayerNetwork network, UpdaterBlock block) {
        int size = block.getParamOffsetEnd() - block.getParamOffsetStart();
        for (UpdaterBlock.ParamState state : block.getLayersAndVariablesInBlock()) {
            int from = state.getParamOffsetStart() - block.getParamOffsetStart();
            int to = state.getParamOffsetEnd() - block.getParamOffsetStart();
            for (Parameter parameter : parameters) {
                org.deeplearning4j.nn.api.Layer layer =
                        network.getLayer(NetworkConfiguration.index(architecture, parameter.layer()));
                if (layer == state.getLayer() && ParameterStore.key(parameter).equals(state.getParamName())) {
                    char order = layer.getParam(state.getParamName()).ordering();
                    first.put(parameter.name(), view(block, parameter, order, from, to));
                    second.put(parameter.name(), view(block, parameter, order, size + from, size + to));
                }
            }
        }
    }

    private static INDArray view(UpdaterBlock block, Parameter parameter, char order, int from, int to) {
        return block.getUpdaterView().get(NDArrayIndex.interval(from, to)).reshape(order, parameter.dimensions());
    }

    void reset() {
        first.values().forEach(array -> array.assign(0));
        second.values().forEach(array -> array.assign(0));
    }

    List<Tensor> read() {
        List<Tensor> tensors = new ArrayList<>();
        for (Parameter parameter : parameters) {
            tensors.add(tensor(FIRST, first, parameter));
        }
        for (Parameter parameter : parameters) {
            tensors.add(tensor(SECOND, second, parameter));
        }
        return tensors;
    }

    private static Tensor tensor(String prefix, Map<String, INDArray> arrays, Parameter parameter) {
        float[] values = ParameterStore.values(arrays.get(parameter.name()));
        return Tensor.ofFloats(prefix + parameter.name(), values, parameter.dimensions());
    }

    void write(List<Tensor> tensors) throws IncompatibleParametersException {
        int count = parameters.size();
        if (tensors.size() != 2 * count) {
            throw new IncompatibleParametersException("The optimizer of " + architecture + " has " + 2 * count
                    + " tensors, but " + tensors.size() + " were given");
        }
        ParameterStore.check(architecture, FIRST, parameters, tensors.subList(0, count));
        ParameterStore.check(architecture, SECOND, parameters, tensors.subList(count, 2 * count));
        for (int i = 0; i < count; i++) {
            String name = parameters.get(i).name();
            ParameterStore.write(first.get(name), tensors.get(i).floats());
            FloatBuffer values = tensors.get(count + i).floats();
            ParameterStore.write(second.get(name), values);
        }
    }
}
