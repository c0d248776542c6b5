package io.atelier.contract.architecture;

import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import java.util.List;
import java.util.function.Supplier;

/** The channels of all inputs, in their order. */
public record Concatenate() implements Layer {

    static Supplier<Layer> read(Fields fields) {
        return Concatenate::new;
    }

    @Override
    public void write(FieldWriter out) {}

    @Override
    public LayerKind kind() {
        return LayerKind.CONCATENATE;
    }

    @Override
    public String kerasClass() {
        return "Concatenate";
    }

    @Override
    public Shape output(List<Shape> inputs, int classes) throws MisfitException {
        if (inputs.stream().map(shape -> shape.withChannels(1)).distinct().count() > 1) {
            throw new MisfitException("inputs", "must be equal but for their channels, but are " + inputs);
        }
        long channels = inputs.stream().mapToLong(Shape::channels).sum();
        return inputs.get(0).withChannels(Math.toIntExact(channels));
    }
}
