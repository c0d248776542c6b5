package io.atelier.contract.architecture;

import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import java.util.List;
import java.util.function.Supplier;

/** A matrix product of all values of an image; an image is flattened before. */
public record Dense(int units, boolean bias, Activation activation, Initialization initialization, boolean frozen)
        implements Layer {

    public static final int MAX_UNITS = 1 << 16;

    public Dense {
        Require.inRange(units, 1, MAX_UNITS, "units");
        Require.present(activation, "activation");
        Require.that(Initialization.OF_DENSE.contains(initialization), "initialization must not be %s", initialization);
    }

    static Supplier<Layer> read(Fields fields) {
        int units = fields.integer("units", 1, MAX_UNITS);
        boolean bias = fields.flag("bias", true);
        Activation activation = fields.choice("activation", Activation.class, Activation.LINEAR);
        Initialization initialization =
                fields.choice("initialization", Initialization.OF_DENSE, Initialization.GLOROT_UNIFORM);
        boolean frozen = fields.flag("frozen", false);
        return () -> new Dense(units, bias, activation, initialization, frozen);
    }

    @Override
    public void write(FieldWriter out) {
        out.put("units", units);
        out.put("bias", bias, true);
        out.put("activation", activation, Activation.LINEAR);
        out.put("initialization", initialization, Initialization.GLOROT_UNIFORM);
        out.put("frozen", frozen, false);
    }

    @Override
    public LayerKind kind() {
        return LayerKind.DENSE;
    }

    @Override
    public String kerasClass() {
        return "Dense";
    }

    @Override
    public boolean flattens() {
        return true;
    }

    @Override
    public Shape output(List<Shape> inputs, int classes) {
        return Shape.vector(units);
    }

    @Override
    public List<Parameter> parameters(Shape input, Shape output) {
        return parameters(input, output, bias, initialization, !frozen);
    }

    static List<Parameter> parameters(
            Shape input, Shape output, boolean bias, Initialization initialization, boolean trainable) {
        List<Integer> weights = List.of(Math.toIntExact(input.size()), output.channels());
        Parameter weight = Parameter.of(Role.WEIGHT, weights, initialization, trainable);
        return bias
                ? List.of(weight, Parameter.of(Role.BIAS, List.of(output.channels()), Initialization.ZEROS, trainable))
                : List.of(weight);
    }

    @Override
    public long multiplyAdds(Shape input, Shape output) {
        return Math.multiplyExact(input.size(), output.size());
    }
}
