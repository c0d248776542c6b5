package io.atelier.evaluator.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import io.atelier.contract.experiment.Differences;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The scale of a setting in a chart of parallel coordinates. Numbers have their places, on a logarithmic scale where they
 * span much; other values, and values of which some are missing, are set one above the other.
 */
final class Axis {

    /** From here on small values would lie on one another. */
    private static final double LOGARITHMIC_SPAN = 20;

    private static final int MOST_TICKS = 8;
    private static final int GAPS = 4;
    private static final MathContext DIGITS = new MathContext(4);

    private final List<JsonNode> values;
    private final boolean numeric;
    private final boolean logarithmic;
    private final double least;
    private final double most;
    private final List<String> names;

    /** {@code values} are the configurations', null where one does not have the setting. */
    Axis(List<JsonNode> values) {
        this.values = values;
        this.numeric = values.stream().allMatch(value -> value != null && value.isNumber());
        this.least =
                numeric ? values.stream().mapToDouble(JsonNode::asDouble).min().orElse(0) : 0;
        this.most =
                numeric ? values.stream().mapToDouble(JsonNode::asDouble).max().orElse(0) : 0;
        this.logarithmic = least > 0 && most / least > LOGARITHMIC_SPAN;
        this.names = numeric
                ? List.of()
                : values.stream()
                        .sorted(Comparator.nullsFirst(Comparator.comparingDouble(JsonNode::asDouble)))
                        .map(Axis::text)
                        .distinct()
                        .toList();
    }

    static Axis ofScores(List<Double> scores) {
        return new Axis(scores.stream()
                .map(score -> (JsonNode) DoubleNode.valueOf(score))
                .toList());
    }

    boolean isLogarithmic() {
        return logarithmic;
    }

    /** Where a configuration's value lies, 0 at the bottom to 1. */
    double place(int configuration) {
        return place(values.get(configuration));
    }

    private double place(JsonNode value) {
        if (!numeric) {
            return names.size() == 1 ? 0.5 : names.indexOf(text(value)) / (names.size() - 1.0);
        }
        if (most == least) {
            return 0.5;
        }
        double number = value.asDouble();
        return logarithmic ? Math.log(number / least) / Math.log(most / least) : (number - least) / (most - least);
    }

    /** Values that are written at the axis, and where: those that occur, unless they are many. */
    List<Mark> marks() {
        if (!numeric) {
            int step = (names.size() + MOST_TICKS - 1) / MOST_TICKS;
            List<Mark> marks = new ArrayList<>();
            for (int i = 0; i < names.size(); i += step) {
                marks.add(new Mark(names.get(i), names.size() == 1 ? 0.5 : i / (names.size() - 1.0)));
            }
            return marks;
        }
        TreeSet<Double> numbers =
                values.stream().map(JsonNode::asDouble).collect(Collectors.toCollection(TreeSet::new));
        return numbers.size() > MOST_TICKS
                ? evenly()
                : numbers.stream()
                        .map(number -> mark(DoubleNode.valueOf(number)))
                        .toList();
    }

    /** At the ends and between them, with four digits. */
    private List<Mark> evenly() {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i <= GAPS; i++) {
            double share = (double) i / GAPS;
            double number = logarithmic ? least * Math.pow(most / least, share) : least + (most - least) * share;
            marks.add(mark(DecimalNode.valueOf(new BigDecimal(number).round(DIGITS))));
        }
        return marks;
    }

    private Mark mark(JsonNode number) {
        return new Mark(text(number), place(number));
    }

    /** A value that is written at the axis. */
    record Mark(String text, double place) {}

    private static String text(JsonNode value) {
        return value == null ? Format.NONE : Differences.text(value);
    }
}
