package io.atelier.evaluator.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.atelier.evaluator.api.RunResults;
import io.atelier.evaluator.api.RunResults.ConfigurationResults;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Configurations as lines over parallel axes, one for each setting in which they differ and the last for the score. The
 * table of the same configurations has the figures.
 *
 * @param measure what the score is, in words
 * @param width of the drawing, in its units, as is {@code height}
 * @param axes from left to right
 * @param lines one for each configuration with a score, the best last, so that it lies on top
 * @param more how many settings have no axis; 0 for none
 */
public record ParallelChart(String measure, int width, int height, List<DrawnAxis> axes, List<Line> lines, int more) {

    private static final int MOST_AXES = 8;
    private static final int MOST_LINES = 100;
    private static final int MOST_CHARACTERS = 12;
    private static final int SHADES = 6;
    private static final int MARGIN = 90;
    private static final int BETWEEN = 200;
    private static final int TOP = 40;
    private static final int HEIGHT = 260;
    private static final int LEAST_GAP = 13;

    /** An axis: its name, in full its path and scale, and its marks. */
    public record DrawnAxis(String name, String full, int x, int top, int bottom, List<Tick> ticks) {}

    /** A value that is written beside an axis. */
    public record Tick(String text, String full, int y) {}

    /**
     * A configuration.
     *
     * @param points as SVG's {@code points}
     * @param shade 1 for the lowest scores to 6 for the highest
     * @param full its label and score
     */
    public record Line(String points, int shade, String full) {}

    /** Empty where there are fewer than two scored configurations, or nothing in which they differ. */
    static Optional<ParallelChart> of(RunResults results) {
        List<ConfigurationResults> scored = new ArrayList<>(results.configurations().stream()
                .filter(configuration -> configuration.score() != null)
                .limit(MOST_LINES)
                .toList());
        if (scored.size() < 2 || results.settings().isEmpty()) {
            return Optional.empty();
        }
        Collections.reverse(scored);
        List<String> settings =
                results.settings().stream().limit(MOST_AXES - 1L).toList();
        List<Axis> axes = new ArrayList<>();
        for (String setting : settings) {
            List<JsonNode> values = new ArrayList<>();
            scored.forEach(configuration -> values.add(configuration.settings().get(setting)));
            axes.add(new Axis(values));
        }
        Axis scores =
                Axis.ofScores(scored.stream().map(ConfigurationResults::score).toList());
        axes.add(scores);
        String measure = RankingTable.measure(results.scoredBy());
        return Optional.of(new ParallelChart(
                measure,
                2 * MARGIN + (axes.size() - 1) * BETWEEN,
                TOP + HEIGHT + TOP / 2,
                drawn(axes, settings, measure),
                lines(scored, axes, scores),
                results.settings().size() - settings.size()));
    }

    private static List<DrawnAxis> drawn(List<Axis> axes, List<String> settings, String measure) {
        List<RankingTable.Column> columns = new ArrayList<>(RankingTable.columns(settings));
        columns.add(new RankingTable.Column(measure, measure));
        List<DrawnAxis> drawn = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            boolean isScore = i == axes.size() - 1;
            drawn.add(new DrawnAxis(
                    columns.get(i).name(),
                    columns.get(i).path() + (axes.get(i).isLogarithmic() ? ", logarithmic" : ""),
                    x(i),
                    TOP,
                    TOP + HEIGHT,
                    ticks(axes.get(i), isScore)));
        }
        return drawn;
    }

    /** Without those that would be written over the one below. */
    private static List<Tick> ticks(Axis axis, boolean isScore) {
        List<Tick> ticks = new ArrayList<>();
        for (Axis.Mark mark : axis.marks()) {
            int y = y(mark.place());
            if (ticks.isEmpty() || ticks.get(ticks.size() - 1).y() - y >= LEAST_GAP) {
                String text = isScore ? Format.score(Double.valueOf(mark.text())) : mark.text();
                ticks.add(new Tick(Format.shortened(text, MOST_CHARACTERS), text, y));
            }
        }
        return ticks;
    }

    private static List<Line> lines(List<ConfigurationResults> scored, List<Axis> axes, Axis scores) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < scored.size(); i++) {
            StringBuilder points = new StringBuilder();
            for (int axis = 0; axis < axes.size(); axis++) {
                points.append(axis == 0 ? "" : " ")
                        .append(x(axis))
                        .append(',')
                        .append(y(axes.get(axis).place(i)));
            }
            ConfigurationResults configuration = scored.get(i);
            int shade = Math.min(SHADES, 1 + (int) (SHADES * scores.place(i)));
            lines.add(new Line(
                    points.toString(),
                    shade,
                    String.format(
                            Locale.ROOT,
                            "%d. %s: %.4f",
                            configuration.rank(),
                            configuration.configuration(),
                            configuration.score())));
        }
        return lines;
    }

    private static int x(int axis) {
        return MARGIN + axis * BETWEEN;
    }

    private static int y(double place) {
        return TOP + (int) Math.round(HEIGHT * (1 - place));
    }
}
