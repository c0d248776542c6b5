package io.atelier.contract.keras;

import io.atelier.contract.architecture.AveragePool;
import io.atelier.contract.architecture.Extent;
import io.atelier.contract.architecture.GlobalAveragePool;
import io.atelier.contract.architecture.MaxPool;
import io.atelier.contract.architecture.Padding;
import io.atelier.contract.architecture.Pool;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.definition.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Layers that make images, or take them, without parameters. */
final class Images {

    private static final int MAX_SIDE = 1 << 12;
    private static final int MAX_CHANNELS = 1 << 12;
    private static final int MAX_BORDER = 31;

    private Images() {}

    static Supplier<Meaning> input(Config config) {
        config.only("sparse", "false", "null");
        config.only("ragged", "false", "null");
        config.only("optional", "false", "null");
        Meaning image = config.fields().has("batch_shape")
                ? config.fields().optional("batch_shape").map(Images::shape).orElseThrow()
                : config.fields()
                        .required("batch_input_shape")
                        .map(Images::shape)
                        .orElse(null);
        return () -> image;
    }

    /** Of a batch: rows, columns and channels, or only rows and columns, of one size. */
    static Meaning.Image shape(Value value) {
        List<Value> sides = value.isList() ? value.list(0, 5) : List.of();
        if (sides.size() < 3 || sides.size() > 4 || sides.stream().skip(1).anyMatch(Value::isNull)) {
            value.fault("must be [null, height, width, channels], for images of one size, but is " + value);
            return new Meaning.Image(new Shape(1, 1, 1), false);
        }
        int height = sides.get(1).integer(1, MAX_SIDE);
        int width = sides.get(2).integer(1, MAX_SIDE);
        int channels = sides.size() == 4 ? sides.get(3).integer(1, MAX_CHANNELS) : 1;
        return new Meaning.Image(new Shape(height, width, channels), sides.size() == 3);
    }

    static Supplier<Meaning> zeroPadding(Config config) {
        config.channelsLast();
        List<Integer> border = new ArrayList<>();
        for (Value axis : config.fields().list("padding", 2, 2)) {
            axis.list(2, 2).forEach(side -> border.add(side.integer(0, MAX_BORDER)));
        }
        return () -> new Meaning.Border(border.get(0), border.get(1), border.get(2), border.get(3));
    }

    static Supplier<Meaning> maxPool(Config config) {
        return pool(config, MaxPool::new);
    }

    static Supplier<Meaning> averagePool(Config config) {
        return pool(config, AveragePool::new);
    }

    private static Supplier<Meaning> pool(Config config, Pool.Maker maker) {
        config.channelsLast();
        Extent size = config.extent("pool_size", Extent.MAX_WINDOW);
        Extent stride = config.extent("strides", Extent.MAX_WINDOW, size);
        Padding padding = config.padding();
        return () -> Meaning.of(maker.make(size, stride, padding));
    }

    static Supplier<Meaning> globalAveragePool(Config config) {
        config.channelsLast();
        config.only("keepdims", "false");
        return () -> Meaning.of(new GlobalAveragePool());
    }
}
