package io.atelier.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names layers, and numbers them, as Keras does. */
final class Summary {

    private final Map<String, Integer> counts = new HashMap<>();
    private final List<LayerSummary> rows = new ArrayList<>();

    private Summary() {}

    static List<LayerSummary> of(Architecture architecture) {
        Summary summary = new Summary();
        FeatureShape shape = FeatureShape.IMAGE;
        boolean flat = false;
        for (int i = 0; i < architecture.layers().size(); i++) {
            Layer layer = architecture.layers().get(i);
            if (!flat && (layer instanceof Layer.Dense || layer instanceof Layer.Output)) {
                flat = true;
                summary.add("flatten", "Flatten", shape.describe(true), 0);
            }
            shape = shape.after(layer);
            int index = i;
            long parameters = architecture.parameters().stream()
                    .filter(parameter -> parameter.layer() == index)
                    .mapToLong(Parameter::size)
                    .sum();
            String type = kerasClass(layer);
            summary.add(kerasName(type), type, shape.describe(flat), parameters);
        }
        return List.copyOf(summary.rows);
    }

    private void add(String base, String type, String outputShape, long parameters) {
        int count = counts.merge(base, 1, Integer::sum);
        String name = count == 1 ? base : base + "_" + (count - 1);
        rows.add(new LayerSummary(name, type, outputShape, parameters));
    }

    private static String kerasClass(Layer layer) {
        if (layer instanceof Layer.Convolution) {
            return "Conv2D";
        } else if (layer instanceof Layer.BatchNormalization) {
            return "BatchNormalization";
        } else if (layer instanceof Layer.MaxPooling) {
            return "MaxPooling2D";
        } else if (layer instanceof Layer.Dropout) {
            return "Dropout";
        }
        return "Dense";
    }

    private static String kerasName(String type) {
        return switch (type) {
            case "Conv2D" -> "conv2d";
            case "BatchNormalization" -> "batch_normalization";
            case "MaxPooling2D" -> "max_pooling2d";
            case "Dropout" -> "dropout";
            default -> "dense";
        };
    }
}
