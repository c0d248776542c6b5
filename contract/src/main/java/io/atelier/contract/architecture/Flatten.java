package io.atelier.contract.architecture;

import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import java.util.List;
import java.util.function.Supplier;

/** An image as a vector: rows of columns of channels. */
public record Flatten() implements Layer {

    static Supplier<Layer> read(Fields fields) {
        return Flatten::new;
    }

    @Override
    public void write(FieldWriter out) {}

    @Override
    public LayerKind kind() {
        return LayerKind.FLATTEN;
    }

    @Override
    public String kerasClass() {
        return "Flatten";
    }

    @Override
    public Shape output(List<Shape> inputs, int classes) {
        return Shape.vector(Math.toIntExact(inputs.get(0).size()));
    }
}
