package io.atelier.contract.architecture;

import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import java.util.List;
import java.util.function.Supplier;

/** The sum of inputs of one shape, in their order. */
public record Add() implements Layer {

    static Supplier<Layer> read(Fields fields) {
        return Add::new;
    }

    @Override
    public void write(FieldWriter out) {}

    @Override
    public LayerKind kind() {
        return LayerKind.ADD;
    }

    @Override
    public String kerasClass() {
        return "Add";
    }

    @Override
    public Shape output(List<Shape> inputs, int classes) throws MisfitException {
        if (inputs.stream().distinct().count() > 1) {
            throw new MisfitException("inputs", "must have one shape, but have " + inputs);
        }
        return inputs.get(0);
    }
}
