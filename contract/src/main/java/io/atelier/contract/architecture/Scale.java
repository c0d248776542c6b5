package io.atelier.contract.architecture;

import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import java.util.List;
import java.util.function.Supplier;

/** All values times a constant. */
public record Scale(double factor) implements Layer {

    /** So that the factor is a number of float32, and so is its inverse. */
    public static final double MAX = 1e30;

    private static final double LEAST = 1e-30;

    public Scale {
        Require.inRange(factor, -MAX, MAX, "factor");
        Require.that(
                Math.abs(factor) >= LEAST, "factor must not be between %s and %s, but is %s", -LEAST, LEAST, factor);
    }

    static Supplier<Layer> read(Fields fields) {
        double factor = fields.number("factor", -MAX, MAX);
        return () -> new Scale(factor);
    }

    @Override
    public void write(FieldWriter out) {
        out.put("factor", factor);
    }

    @Override
    public LayerKind kind() {
        return LayerKind.SCALE;
    }

    @Override
    public String kerasClass() {
        return "Rescaling";
    }

    @Override
    public Shape output(List<Shape> inputs, int classes) {
        return inputs.get(0);
    }
}
