package io.atelier.engine;

import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Parameter;
import io.atelier.contract.architecture.Role;
import io.atelier.contract.tensor.DType;
import io.atelier.contract.tensor.Tensor;
import io.atelier.engine.layer.Floats;
import io.atelier.engine.layer.PreparingLayer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads and writes a network's parameters as named tensors, in the plan's shapes and order. */
final class ParameterStore {

    private final NetworkPlan plan;
    private final List<Holder> holders;

    ParameterStore(NetworkPlan plan, Computation network) {
        this.plan = plan;
        this.holders = holders(plan, network);
    }

    /** A parameter and the Deeplearning4j layer that holds it. */
    record Holder(Parameter parameter, Layer layer) {

        String key() {
            return ParameterStore.key(parameter.role());
        }

        /** A view of the network's memory, shaped as the tensor. */
        private INDArray array() {
            INDArray array = layer.getParam(key());
            return parameter.shape().size() == 1 ? array.reshape(parameter.size()) : array;
        }

        private void write(FloatBuffer values) {
            ParameterStore.write(array(), values);
            if (layer instanceof PreparingLayer preparing) {
                preparing.forgetWeights();
            }
        }
    }

    private static List<Holder> holders(NetworkPlan plan, Computation network) {
        List<Holder> holders = new ArrayList<>();
        for (int i = 0; i < plan.layers().size(); i++) {
            for (Parameter parameter : plan.layers().get(i).parameters()) {
                holders.add(new Holder(parameter, network.layer(i)));
            }
        }
        return List.copyOf(holders);
    }

    /** Of those that are learned by gradient. */
    List<Holder> trainableHolders() {
        return holders.stream().filter(holder -> holder.parameter().trainable()).toList();
    }

    void initialize(long seed) {
        for (int i = 0; i < holders.size(); i++) {
            Holder holder = holders.get(i);
            holder.write(FloatBuffer.wrap(InitialValues.of(holder.parameter(), i, seed)));
        }
    }

    List<Tensor> read() {
        List<Tensor> tensors = new ArrayList<>();
        for (Holder holder : holders) {
            Parameter parameter = holder.parameter();
            tensors.add(Tensor.ofFloats(parameter.name(), values(holder.array()), parameter.dimensions()));
        }
        return tensors;
    }

    void write(List<Tensor> tensors) throws IncompatibleParametersException {
        check(plan, "", plan.parameters(), tensors);
        for (int i = 0; i < holders.size(); i++) {
            holders.get(i).write(tensors.get(i).floats());
        }
    }

    /** Views of what is learned by gradient, by name, in order. */
    Map<String, INDArray> trainable() {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        trainableHolders().forEach(holder -> arrays.put(holder.parameter().name(), holder.array()));
        return arrays;
    }

    boolean isZero(Parameter parameter) {
        for (float value : values(holder(parameter).array())) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    void write(Parameter parameter, float[] values) {
        holder(parameter).write(FloatBuffer.wrap(values));
    }

    private Holder holder(Parameter parameter) {
        return holders.stream()
                .filter(holder -> holder.parameter().equals(parameter))
                .findFirst()
                .orElseThrow();
    }

    private static String key(Role role) {
        return switch (role) {
            case WEIGHT -> DefaultParamInitializer.WEIGHT_KEY;
            case BIAS -> DefaultParamInitializer.BIAS_KEY;
            case GAMMA -> BatchNormalizationParamInitializer.GAMMA;
            case BETA -> BatchNormalizationParamInitializer.BETA;
            case MEAN -> BatchNormalizationParamInitializer.GLOBAL_MEAN;
            case VARIANCE -> BatchNormalizationParamInitializer.GLOBAL_VAR;
        };
    }

    /** In C order. */
    static float[] values(INDArray array) {
        float[] values = new float[(int) array.length()];
        FloatBuffer memory = Floats.view(array);
        if (array.rank() == 2 && array.ordering() == 'f') {
            transpose(memory, FloatBuffer.wrap(values), (int) array.size(1), (int) array.size(0));
        } else {
            memory.get(values);
        }
        return values;
    }

    /** From C order. */
    static void write(INDArray array, FloatBuffer values) {
        FloatBuffer memory = Floats.view(array);
        if (array.rank() == 2 && array.ordering() == 'f') {
            transpose(values, memory, (int) array.size(0), (int) array.size(1));
        } else {
            memory.put(values);
        }
    }

    /** {@code from} is {@code [rows, columns]}. */
    private static void transpose(FloatBuffer from, FloatBuffer to, int rows, int columns) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                to.put(column * rows + row, from.get(row * columns + column));
            }
        }
    }

    static void check(NetworkPlan plan, String prefix, List<Parameter> expected, List<Tensor> found)
            throws IncompatibleParametersException {
        if (expected.size() != found.size()) {
            throw new IncompatibleParametersException(
                    plan.architecture() + " has " + expected.size() + " tensors, but " + found.size() + " were given");
        }
        for (int i = 0; i < expected.size(); i++) {
            String name = prefix + expected.get(i).name();
            long[] shape = expected.get(i).dimensions();
            Tensor tensor = found.get(i);
            if (!tensor.name().equals(name) || tensor.dtype() != DType.F32 || !Arrays.equals(tensor.shape(), shape)) {
                throw new IncompatibleParametersException("Tensor " + i + " of " + plan.architecture() + " must be "
                        + name + " F32" + Arrays.toString(shape) + ", but is " + tensor);
            }
        }
    }
}
