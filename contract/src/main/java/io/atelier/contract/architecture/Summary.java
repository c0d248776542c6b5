package io.atelier.contract.architecture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names layers, and numbers them, as Keras does. */
final class Summary {

    private final Map<String, Integer> counts = new HashMap<>();
    private final List<LayerSummary> rows = new ArrayList<>();

    private Summary() {}

    static List<LayerSummary> of(List<PlannedLayer> layers) {
        Summary summary = new Summary();
        for (PlannedLayer layer : layers) {
            if (layer.flattensFirst()) {
                Shape flat = Shape.vector(Math.toIntExact(layer.input().size()));
                summary.add("Flatten", flat, 0);
            }
            summary.add(layer.layer().kerasClass(), layer.output(), layer.parameterCount());
        }
        return List.copyOf(summary.rows);
    }

    private void add(String type, Shape output, long parameters) {
        String base = snakeCase(type);
        int count = counts.merge(base, 1, Integer::sum);
        String name = count == 1 ? base : base + "_" + (count - 1);
        rows.add(new LayerSummary(name, type, output.ofBatch(), parameters));
    }

    /** As {@code keras.src.utils.naming.to_snake_case}. */
    private static String snakeCase(String name) {
        return name.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
