package io.atelier.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns that a table panel will have, as far as its transformations tell.
 *
 * @param panel all of it
 * @param names as they are before a display name
 */
record TableColumns(JsonNode panel, List<String> names) {

    /** Pixels of the narrowest window that all columns must fit in. */
    private static final int WINDOW = 1000;

    /** What Grafana keeps for the margins of a page, and of a panel. */
    private static final int PAGE_MARGINS = 24;

    private static final int PANEL_MARGINS = 26;

    private static final int GRID = 24;

    /** Grafana's own, if a table says nothing. */
    private static final int DEFAULT_WIDTH = 150;

    /** Around a column's title. */
    private static final int PADDING = 20;

    private static final String NARROW = "fijlrt1 ./\\-";
    private static final double NARROW_LETTER = 4.5;
    private static final double CAPITAL = 9.5;
    private static final double LETTER = 8;

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
                    names.addAll(VALUES.get(column));
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

    /** Pixels that a panel has for its columns in the narrowest window. */
    static int innerWidth(JsonNode panel) {
        int columns = panel.path("gridPos").path("w").asInt();
        return (WINDOW - PAGE_MARGINS) * columns / GRID - PANEL_MARGINS;
    }

    /** Pixels that a column's title takes in Grafana's font. */
    static int widthOf(String title) {
        double width = title.chars().mapToDouble(TableColumns::widthOf).sum();
        return (int) Math.ceil(width) + PADDING;
    }

    private static double widthOf(int letter) {
        if (NARROW.indexOf(letter) >= 0) {
            return NARROW_LETTER;
        }
        return Character.isUpperCase(letter) ? CAPITAL : LETTER;
    }

    String title(String name) {
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
