package io.atelier.engine;

import io.atelier.contract.tensor.DType;
import io.atelier.contract.tensor.Tensor;
import io.atelier.engine.layer.Floats;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads and writes a network's parameters as named tensors, in the architecture's shapes and order. */
final class ParameterStore {

    private final Architecture architecture;
    private final MultiLayerNetwork network;

    ParameterStore(Architecture architecture, MultiLayerNetwork network) {
        this.architecture = architecture;
        this.network = network;
    }

    void initialize(long seed) {
        List<Parameter> parameters = architecture.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            write(array(parameter), FloatBuffer.wrap(GlorotUniform.values(parameter, i, seed)));
        }
    }

    List<Tensor> read() {
        List<Tensor> tensors = new ArrayList<>();
        for (Parameter parameter : architecture.parameters()) {
            tensors.add(Tensor.ofFloats(parameter.name(), values(array(parameter)), parameter.dimensions()));
        }
        return tensors;
    }

    void write(List<Tensor> tensors) throws IncompatibleParametersException {
        List<Parameter> parameters = architecture.parameters();
        check(architecture, "", parameters, tensors);
        for (int i = 0; i < parameters.size(); i++) {
            write(array(parameters.get(i)), tensors.get(i).floats());
        }
    }

    /** Views of what is learned by gradient, by name, in order. */
    Map<String, INDArray> trainable() {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        architecture.trainable().forEach(parameter -> arrays.put(parameter.name(), array(parameter)));
        return arrays;
    }

    /** A view of the network's memory, shaped as the tensor. */
    private INDArray array(Parameter parameter) {
        INDArray array = network.getLayer(NetworkConfiguration.index(architecture, parameter.layer()))
                .getParam(key(parameter));
        return parameter.shape().size() == 1 ? array.reshape(parameter.size()) : array;
    }

    static String key(Parameter parameter) {
        return switch (parameter.role()) {
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

    static void check(Architecture architecture, String prefix, List<Parameter> expected, List<Tensor> found)
            throws IncompatibleParametersException {
        if (expected.size() != found.size()) {
            throw new IncompatibleParametersException(
                    architecture + " has " + expected.size() + " tensors, but " + found.size() + " were given");
        }
        for (int i = 0; i < expected.size(); i++) {
            String name = prefix + expected.get(i).name();
            long[] shape = expected.get(i).dimensions();
            Tensor tensor = found.get(i);
            if (!tensor.name().equals(name) || tensor.dtype() != DType.F32 || !Arrays.equals(tensor.shape(), shape)) {
                throw new IncompatibleParametersException("Tensor " + i + " of " + architecture + " must be " + name
                        + " F32" + Arrays.toString(shape) + ", but is " + tensor);
            }
        }
    }
}
