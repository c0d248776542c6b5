package io.atelier.evaluator.page;

import io.atelier.contract.study.PublishedResult;
import io.atelier.evaluator.api.RunResults.TrialResults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Test accuracy against a cost: a chart, and the same as a table.
 *
 * @param id anchor
 * @param title of the chart
 * @param cost what accuracy is set against
 * @param axis title of the cost's axis
 * @param scale of that axis, {@code linear} or {@code logarithmic}
 * @param points one per scored trial, then one per configuration as published
 */
public record ScatterChart(String id, String title, String cost, String axis, String scale, List<Point> points) {

    /**
     * A point.
     *
     * @param label what it stands for
     * @param series the trial whose look it has, by its place among the trials
     * @param published whether it is the study's
     * @param cost as text
     * @param costValue the same as a number
     * @param accuracy in [0, 1]
     */
    public record Point(String label, int series, boolean published, String cost, double costValue, String accuracy) {}

    static List<ScatterChart> of(List<TrialResults> trials) {
        return List.of(
                new ScatterChart(
                        "accuracy-time",
                        "Test accuracy against training time",
                        "Training time",
                        "Training time, seconds (logarithmic)",
                        "logarithmic",
                        points(
                                trials,
                                TrialResults::trainSeconds,
                                (trial, published) -> published.seconds(),
                                cost -> Format.duration(cost.doubleValue()))),
                new ScatterChart(
                        "accuracy-parameters",
                        "Test accuracy against parameters",
                        "Parameters",
                        "Parameters",
                        "linear",
                        points(
                                trials,
                                TrialResults::parameters,
                                (trial, published) -> trial.parameters(),
                                Format::count)));
    }

    private static List<Point> points(
            List<TrialResults> trials,
            Function<TrialResults, Number> cost,
            BiFunction<TrialResults, PublishedResult, Number> publishedCost,
            Function<Number, String> text) {
        List<Point> points = new ArrayList<>();
        Map<String, Point> published = new LinkedHashMap<>();
        for (int i = 0; i < trials.size(); i++) {
            TrialResults trial = trials.get(i);
            Number value = cost.apply(trial);
            if (trial.test() != null && value != null) {
                points.add(point(
                        Series.label(trial), i, false, value, text, trial.test().accuracy()));
                int series = i;
                PublishedResult.of(trial.study())
                        .ifPresent(study -> published.putIfAbsent(
                                trial.study(),
                                point(
                                        trial.study() + ", the study",
                                        series,
                                        true,
                                        publishedCost.apply(trial, study),
                                        text,
                                        study.accuracy())));
            }
        }
        points.addAll(published.values());
        return points;
    }

    private static Point point(
            String label, int series, boolean published, Number cost, Function<Number, String> text, double accuracy) {
        return new Point(label, series, published, text.apply(cost), cost.doubleValue(), Format.score(accuracy));
    }
}
