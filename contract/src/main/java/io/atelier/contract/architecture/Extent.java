package io.atelier.contract.architecture;

import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import java.util.List;

/** Height and width of a kernel, a pooling window or a stride, in pixels; written as one number where they are equal. */
public record Extent(int height, int width) {

    public static final int MAX_WINDOW = 31;
    public static final int MAX_STRIDE = 16;

    public Extent {
        Require.inRange(height, 1, MAX_WINDOW, "height");
        Require.inRange(width, 1, MAX_WINDOW, "width");
    }

    static Extent square(int side) {
        return new Extent(side, side);
    }

    static Extent read(Fields fields, String name, int most, Extent otherwise) {
        List<Integer> pair = fields.pair(name, 1, most, List.of(otherwise.height, otherwise.width));
        return new Extent(pair.get(0), pair.get(1));
    }

    void write(FieldWriter out, String name, Extent otherwise) {
        if (!equals(otherwise)) {
            out.pair(name, height, width);
        }
    }

    long size() {
        return (long) height * width;
    }

    @Override
    public String toString() {
        return "[" + height + ", " + width + "]";
    }
}
