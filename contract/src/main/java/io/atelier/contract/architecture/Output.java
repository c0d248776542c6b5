package io.atelier.contract.architecture;

import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import java.util.List;
import java.util.function.Supplier;

/** A dense layer with as many units as there are classes, the last of every network; softmax is a part of the loss. */
public record Output(boolean bias, Initialization initialization, boolean frozen) implements Layer {

    public Output {
        Require.that(Initialization.OF_DENSE.contains(initialization), "initialization must not be %s", initialization);
    }

    static Supplier<Layer> read(Fields fields) {
        boolean bias = fields.flag("bias", true);
        Initialization initialization =
                fields.choice("initialization", Initialization.OF_DENSE, Initialization.GLOROT_UNIFORM);
        boolean frozen = fields.flag("frozen", false);
        return () -> new Output(bias, initialization, frozen);
    }

    @Override
    public void write(FieldWriter out) {
        out.put("bias", bias, true);
        out.put("initialization", initialization, Initialization.GLOROT_UNIFORM);
        out.put("frozen", frozen, false);
    }

    @Override
    public LayerKind kind() {
        return LayerKind.OUTPUT;
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
        return Shape.vector(classes);
    }

    @Override
    public List<Parameter> parameters(Shape input, Shape output) {
        return Dense.parameters(input, output, bias, initialization, !frozen);
    }

    @Override
    public long multiplyAdds(Shape input, Shape output) {
        return Math.multiplyExact(input.size(), output.size());
    }
}
