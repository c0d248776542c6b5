package io.atelier.evaluator.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.atelier.contract.experiment.Differences;
import io.atelier.evaluator.api.RunResults;
import io.atelier.evaluator.api.RunResults.ConfigurationResults;
import io.atelier.evaluator.api.RunResults.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The configurations of a run, the best first, with the settings in which they differ.
 *
 * @param measure what they are ordered by, in words
 * @param settings the columns of settings
 * @param more how many settings have no column; 0 for none
 * @param rows one per configuration
 */
public record RankingTable(String measure, List<Column> settings, int more, List<Row> rows) {

    /** Structures that differ altogether differ in hundreds of settings. */
    private static final int MOST_SETTINGS = 16;

    private static final int MOST_CHARACTERS = 24;

    /** A setting: what it is called here, and its path. */
    public record Column(String name, String path) {}

    /** A value, shortened, and in full. */
    public record Cell(String text, String full) {}

    /**
     * A configuration.
     *
     * @param trial the anchor of its first trial
     * @param score mean, and spread where several trials have a score
     */
    public record Row(
            String rank,
            String configuration,
            String trial,
            List<Cell> settings,
            String score,
            String testAccuracy,
            String trials) {}

    /** Empty for a single configuration. */
    static Optional<RankingTable> of(RunResults results) {
        if (results.configurations().size() < 2) {
            return Optional.empty();
        }
        List<String> shown = results.settings().stream().limit(MOST_SETTINGS).toList();
        return Optional.of(new RankingTable(
                measure(results.scoredBy()),
                columns(shown),
                results.settings().size() - shown.size(),
                results.configurations().stream()
                        .map(configuration -> row(configuration, shown, results))
                        .toList()));
    }

    static String measure(Measure measure) {
        return measure == Measure.VALIDATION ? "Validation accuracy" : "Test accuracy";
    }

    static List<Column> columns(List<String> settings) {
        List<String> names = Differences.shortNames(settings);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < settings.size(); i++) {
            columns.add(new Column(shortened(names.get(i)), settings.get(i)));
        }
        return columns;
    }

    static Cell cell(JsonNode value) {
        String full = value == null ? Format.NONE : Differences.text(value);
        return new Cell(shortened(full), full);
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS - 1) + "…";
    }

    private static Row row(ConfigurationResults configuration, List<String> settings, RunResults results) {
        return new Row(
                configuration.rank() == null ? Format.NONE : Integer.toString(configuration.rank()),
                configuration.configuration(),
                results.trials().stream()
                        .filter(trial -> trial.configuration().equals(configuration.configuration()))
                        .findFirst()
                        .orElseThrow()
                        .trial(),
                settings.stream()
                        .map(setting -> cell(configuration.settings().get(setting)))
                        .toList(),
                configuration.spread() == null
                        ? Format.score(configuration.score())
                        : String.format(Locale.ROOT, "%.4f ± %.4f", configuration.score(), configuration.spread()),
                Format.score(configuration.testAccuracy()),
                configuration.scored() + " of " + configuration.trials());
    }
}
