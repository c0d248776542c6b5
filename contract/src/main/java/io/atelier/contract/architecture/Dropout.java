package io.atelier.contract.architecture;

import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import java.util.List;
import java.util.function.Supplier;

/** Inverted dropout: {@code rate} of the values become zero in training, the others are divided by {@code 1 - rate}. */
public record Dropout(double rate) implements Layer {

    public static final double MAX_RATE = 0.9;

    public Dropout {
        Require.inRange(rate, 0.0, MAX_RATE, "rate");
    }

    static Supplier<Layer> read(Fields fields) {
        double rate = fields.number("rate", 0, MAX_RATE);
        return () -> new Dropout(rate);
    }

    @Override
    public void write(FieldWriter out) {
        out.put("rate", rate);
    }

    @Override
    public LayerKind kind() {
        return LayerKind.DROPOUT;
    }

    @Override
    public String kerasClass() {
        return "Dropout";
    }

    @Override
    public Shape output(List<Shape> inputs, int classes) {
        return inputs.get(0);
    }
}
