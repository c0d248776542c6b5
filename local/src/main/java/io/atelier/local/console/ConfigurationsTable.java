package io.atelier.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.atelier.contract.experiment.Differences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Configurations, the best first, with the settings in which they differ, as far as these fit into 79 columns. The label
 * ends the line, since it may be long.
 */
public final class ConfigurationsTable {

    private static final int WIDTH = 79;
    private static final int MOST_VALUE = 16;
    private static final String SCORES = "%4s %6s %6s %6s";

    private ConfigurationsTable() {}

    /**
     * Lines of the table.
     *
     * @param score heading of what they are ordered by
     * @param settings the paths of what differs
     */
    public static List<String> render(String score, List<String> settings, List<ConfigurationOutcome> configurations) {
        List<StringBuilder> lines = new ArrayList<>();
        lines.add(new StringBuilder(String.format(SCORES, "rank", score, "spread", "test")));
        configurations.forEach(configuration -> lines.add(new StringBuilder(String.format(
                Locale.ROOT,
                SCORES,
                configuration.rank() == null ? "-" : configuration.rank(),
                Numbers.score(configuration.score()),
                Numbers.score(configuration.spread()),
                Numbers.score(configuration.testAccuracy())))));
        List<String> names = Differences.shortNames(settings);
        int shown = 0;
        while (shown < settings.size() && add(names.get(shown), settings.get(shown), configurations, lines)) {
            shown++;
        }
        lines.get(0).append("  configuration");
        for (int i = 0; i < configurations.size(); i++) {
            lines.get(i + 1).append("  ").append(configurations.get(i).configuration());
        }
        List<String> table =
                new ArrayList<>(lines.stream().map(StringBuilder::toString).toList());
        if (shown < settings.size()) {
            table.add("They differ also in " + String.join(", ", names.subList(shown, names.size())));
        }
        return table;
    }

    /** Whether there was room for the column. */
    private static boolean add(
            String name, String setting, List<ConfigurationOutcome> configurations, List<StringBuilder> lines) {
        List<String> cells = new ArrayList<>(List.of(name));
        configurations.forEach(
                configuration -> cells.add(text(configuration.settings().get(setting))));
        int width = cells.stream().mapToInt(String::length).max().orElseThrow();
        if (lines.get(0).length() + 2 + width > WIDTH) {
            return false;
        }
        for (int i = 0; i < lines.size(); i++) {
            lines.get(i)
                    .append("  ")
                    .append(" ".repeat(width - cells.get(i).length()))
                    .append(cells.get(i));
        }
        return true;
    }

    private static String text(JsonNode value) {
        String text = value == null ? "-" : Differences.text(value);
        return text.length() <= MOST_VALUE ? text : text.substring(0, MOST_VALUE - 1) + "~";
    }
}
