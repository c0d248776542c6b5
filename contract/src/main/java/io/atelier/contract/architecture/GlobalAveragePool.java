package io.atelier.contract.architecture;

import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import java.util.List;
import java.util.function.Supplier;

/** The mean of each channel, a vector. */
public record GlobalAveragePool() implements Layer {

    static Supplier<Layer> read(Fields fields) {
        return GlobalAveragePool::new;
    }

    @Override
    public void write(FieldWriter out) {}

    @Override
    public LayerKind kind() {
        return LayerKind.GLOBAL_AVERAGE_POOL;
    }

    @Override
    public String kerasClass() {
        return "GlobalAveragePooling2D";
    }

    @Override
    public Shape output(List<Shape> inputs, int classes) throws MisfitException {
        if (inputs.get(0).flat()) {
            throw MisfitException.needsImage(inputs.get(0));
        }
        return Shape.vector(inputs.get(0).channels());
    }
}
