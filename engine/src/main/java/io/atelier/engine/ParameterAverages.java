package io.atelier.engine;

import io.atelier.contract.recipe.Averaging;
import io.atelier.contract.tensor.DType;
import io.atelier.contract.tensor.Tensor;
import io.atelier.engine.kernel.Blend;
import io.atelier.engine.layer.Floats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A recipe's averages of the trainable parameters, as tensors {@code <kind>.<parameter>}, such as {@code
 * ema.conv_1.weight}. Owns their memory until {@link #close}.
 */
final class ParameterAverages implements AutoCloseable {

    private static final String EMA = "ema.";
    private static final String LOOKAHEAD = "lookahead.";

    private final List<Averaging> kinds;
    private final Map<String, INDArray> parameters;

    /** By their names, in the order of kinds and parameters; laid out as the parameters are. */
    private final Map<String, INDArray> averages = new LinkedHashMap<>();

    /** @param parameters views of the network's memory, by name, in order */
    ParameterAverages(List<Averaging> kinds, Map<String, INDArray> parameters) {
        this.kinds = kinds;
        this.parameters = parameters;
        for (Averaging kind : kinds) {
            parameters.forEach((name, array) -> averages.put(
                    prefix(kind) + name,
                    Nd4j.createUninitializedDetached(DataType.FLOAT, array.ordering(), array.shape())));
        }
    }

    private static String prefix(Averaging kind) {
        return kind instanceof Averaging.Ema ? EMA : LOOKAHEAD;
    }

    /** All averages begin at the parameters. */
    void reset() {
        for (Averaging kind : kinds) {
            parameters.forEach((name, array) -> copy(array, averages.get(prefix(kind) + name)));
        }
    }

    /** After a step; {@code iteration} steps came before it. */
    void follow(long iteration) {
        long steps = iteration + 1;
        for (Averaging kind : kinds) {
            if (kind instanceof Averaging.Ema ema && steps % ema.every() == 0) {
                float share = steps == ema.every() ? 1 : (float) (1 - ema.decay());
                parameters.forEach((name, array) -> approach(averages.get(EMA + name), share, array));
            } else if (kind instanceof Averaging.Lookahead lookahead && steps % lookahead.steps() == 0) {
                parameters.forEach((name, array) -> {
                    INDArray slow = averages.get(LOOKAHEAD + name);
                    approach(slow, (float) lookahead.share(), array);
                    copy(slow, array);
                });
            }
        }
    }

    private static void approach(INDArray average, float share, INDArray parameter) {
        if (share == 1) {
            copy(parameter, average);
        } else {
            Blend.approach(Floats.view(average), share, Floats.view(parameter));
        }
    }

    private static void copy(INDArray from, INDArray to) {
        Floats.view(to).put(Floats.view(from));
    }

    /** {@code current} with the averages of the last kind in the place of what they are averages of. */
    List<Tensor> replace(List<Tensor> current) {
        if (kinds.isEmpty()) {
            return current;
        }
        String prefix = prefix(kinds.get(kinds.size() - 1));
        return current.stream()
                .map(tensor -> {
                    INDArray average = averages.get(prefix + tensor.name());
                    return average == null ? tensor : tensor(tensor.name(), average);
                })
                .toList();
    }

    List<Tensor> read() {
        List<Tensor> tensors = new ArrayList<>();
        averages.forEach((name, array) -> tensors.add(tensor(name, array)));
        return tensors;
    }

    private static Tensor tensor(String name, INDArray array) {
        return Tensor.ofFloats(name, ParameterStore.values(array), array.shape());
    }

    void check(List<Tensor> tensors) throws IncompatibleParametersException {
        List<String> names = List.copyOf(averages.keySet());
        if (tensors.size() != names.size()) {
            throw new IncompatibleParametersException(
                    "The averages have " + names.size() + " tensors, but " + tensors.size() + " were given");
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            long[] shape = averages.get(name).shape();
            Tensor tensor = tensors.get(i);
            if (!tensor.name().equals(name) || tensor.dtype() != DType.F32 || !Arrays.equals(tensor.shape(), shape)) {
                throw new IncompatibleParametersException("Tensor " + i + " of the averages must be " + name + " F32"
                        + Arrays.toString(shape) + ", but is " + tensor);
            }
        }
    }

    /** What {@link #check} accepted. */
    void write(List<Tensor> tensors) {
        for (Tensor tensor : tensors) {
            ParameterStore.write(averages.get(tensor.name()), tensor.floats());
        }
    }

    @Override
    public void close() {
        averages.values().forEach(INDArray::close);
    }
}
