package io.atelier.contract.architecture;

import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import java.util.List;
import java.util.function.Supplier;

/** Makes one pixel of every window of an image, channel by channel. */
public sealed interface Pool extends Layer permits AveragePool, MaxPool {

    Extent SIZE = Extent.square(2);

    Extent size();

    Extent stride();

    Padding padding();

    /** Makes one kind of its fields. */
    @FunctionalInterface
    interface Maker {
        Pool make(Extent size, Extent stride, Padding padding);
    }

    static Supplier<Layer> read(Fields fields, Maker maker) {
        Extent size = Extent.read(fields, "size", Extent.MAX_WINDOW, SIZE);
        Extent stride = Extent.read(fields, "stride", Extent.MAX_WINDOW, size);
        Padding padding = fields.choice("padding", Padding.class, Padding.VALID);
        return () -> maker.make(size, stride, padding);
    }

    static void check(Extent size, Extent stride, Padding padding) {
        Require.present(size, "size");
        Require.present(stride, "stride");
        Require.present(padding, "padding");
    }

    @Override
    default void write(FieldWriter out) {
        size().write(out, "size", SIZE);
        stride().write(out, "stride", size());
        out.put("padding", padding(), Padding.VALID);
    }

    @Override
    default Shape output(List<Shape> inputs, int classes) throws MisfitException {
        return padding().output(inputs.get(0), "size", size(), stride());
    }
}
