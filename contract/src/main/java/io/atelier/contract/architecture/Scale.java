package io.atelier.contract.architecture;

import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import java.util.List;
import java.util.function.Supplier;

/** All values times a constant. */
public record Scale(double factor) implements Layer {

    /** So that factor and its inverse are numbers of float32. */
    private static final double MAX = 1e30;

    public Scale {
        Require.inRange(factor, -MAX, MAX, "factor");
        Require.that(
                Math.abs(factor) >= 1 / MAX,
                "factor must be at least %s or at most %s, but is %s",
                1 / MAX,
                -1 / MAX,
                factor);
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
