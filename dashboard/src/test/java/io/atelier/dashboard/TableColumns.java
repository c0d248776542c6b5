package io.atelier.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The columns that a table panel will have, as far as its transformations tell.
 *
 * @param panel all of it
 * @param names as they are before a display name
 */
record TableColumns(JsonNode panel, List<String> names) {

    /** Grafana's own in pixels, if a table says nothing. */
    private static final int DEFAULT_WIDTH = 150;

    /** Pixels around a column's title. */
    private static final int PADDING = 20;

    private static final List<String> CLASSES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    /** The values of labels that become columns. */
    private static final Map<String, List<String>> VALUES = Map.of("class", CLASSES, "predicted", CLASSES);

    static TableColumns of(JsonNode panel) {
        List<String> names = new ArrayList<>();
        for (JsonNode transformation : panel.path("transformations")) {
            JsonNode options = transformation.path("options");
            switch (transformation.path("id").asText()) {
                case "groupingToMatrix" -> {
                    String column = options.path("columnField").asText();
                    names.add(options.path("rowField").asText() + "\\" + column);
                    names.addAll(Objects.requireNonNull(VALUES.get(column), "no values of label " + column));
                }
                case "organize" ->
                    options.path("indexByName").fieldNames().forEachRemaining(name -> {
                        if (!options.path("excludeByName").path(name).asBoolean()) {
                            names.add(options.path("renameByName").path(name).asText(name));
                        }
                    });
                default -> {
                    // It changes no columns.
                }
            }
        }
        return new TableColumns(panel, List.copyOf(names));
    }

    /** Pixels that a column's title takes. */
    int titleWidth(String name) {
        return Screen.widthOf(title(name)) + PADDING;
    }

    private String title(String name) {
        return DrawnPanelTest.property(panel, name, "displayName")
                .map(JsonNode::asText)
                .orElse(name);
    }

    int leastWidth() {
        return names.stream().mapToInt(this::leastWidth).sum();
    }

    int leastWidth(String name) {
        JsonNode defaults = panel.path("fieldConfig").path("defaults").path("custom");
        return DrawnPanelTest.property(panel, name, "custom.width")
                .or(() -> DrawnPanelTest.property(panel, name, "custom.minWidth"))
                .or(() -> Optional.of(defaults.path("minWidth")))
                .map(width -> width.asInt(DEFAULT_WIDTH))
                .orElseThrow();
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
