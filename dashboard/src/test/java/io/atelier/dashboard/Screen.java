package io.atelier.dashboard;

import com.fasterxml.jackson.databind.JsonNode;

/** What Grafana has room for in the narrowest window that dashboards are made for. All in pixels. */
final class Screen {

    private static final int WINDOW = 1000;
    private static final int PAGE_MARGINS = 24;
    private static final int GRID = 24;
    private static final int PANEL_GAP = 8;
    private static final int PANEL_PADDING = 18;

    /** Beside the title: padding, and the sign that there is a description. */
    private static final int BESIDE_TITLE = 58;

    private static final String NARROW = "fijlrt1 ./\\-";
    private static final double NARROW_LETTER = 4.5;
    private static final double CAPITAL = 9.5;
    private static final double LETTER = 8;

    private Screen() {}

    /** For a panel's title. */
    static int roomForTitle(JsonNode panel) {
        return outerWidth(panel) - BESIDE_TITLE;
    }

    /** For what is in a panel. */
    static int innerWidth(JsonNode panel) {
        return outerWidth(panel) - PANEL_PADDING;
    }

    private static int outerWidth(JsonNode panel) {
        int columns = panel.path("gridPos").path("w").asInt();
        return (WINDOW - PAGE_MARGINS) * columns / GRID - PANEL_GAP;
    }

    /** Of a title of a panel or a column, in Grafana's font; measured in drawings, the letters rounded up. */
    static int widthOf(String title) {
        return (int) Math.ceil(title.chars().mapToDouble(Screen::widthOf).sum());
    }

    private static double widthOf(int letter) {
        if (NARROW.indexOf(letter) >= 0) {
            return NARROW_LETTER;
        }
        return Character.isUpperCase(letter) ? CAPITAL : LETTER;
    }
}
