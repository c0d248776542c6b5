package io.atelier.contract.architecture;

import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import java.util.List;
import java.util.function.Supplier;

/** The mean of each window; padding does not count. */
public record AveragePool(Extent size, Extent stride, Padding padding) implements Layer {

    private static final Extent SIZE = Extent.square(2);

    public AveragePool {
        Require.present(size, "size");
        Require.present(stride, "stride");
        Require.present(padding, "padding");
    }

    static Supplier<Layer> read(Fields fields) {
        Extent size = Extent.read(fields, "size", Extent.MAX_WINDOW, SIZE);
        Extent stride = Extent.read(fields, "stride", Extent.MAX_WINDOW, size);
        Padding padding = fields.choice("padding", Padding.class, Padding.VALID);
        return () -> new AveragePool(size, stride, padding);
    }

    @Override
    public void write(FieldWriter out) {
        size.write(out, "size", SIZE);
        stride.write(out, "stride", size);
        out.put("padding", padding, Padding.VALID);
    }

    @Override
    public LayerKind kind() {
        return LayerKind.AVERAGE_POOL;
    }

    @Override
    public String kerasClass() {
        return "AveragePooling2D";
    }

    @Override
    public Shape output(List<Shape> inputs, int classes) throws MisfitException {
        return padding.output(inputs.get(0), "size", size, stride);
    }
}
