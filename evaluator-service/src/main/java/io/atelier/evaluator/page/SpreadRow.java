package io.atelier.evaluator.page;

import io.atelier.contract.study.PublishedResult;
import io.atelier.evaluator.api.RunResults.TrialResults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What several seeds of one configuration gave: means with sample standard deviations.
 *
 * @param range lowest to highest accuracy
 */
public record SpreadRow(
        String configuration,
        String seeds,
        String accuracy,
        String range,
        String publishedAccuracy,
        String f1,
        String loss,
        String seconds) {

    /** A row for every configuration with at least two scored trials. */
    static List<SpreadRow> of(List<TrialResults> trials) {
        Map<String, List<TrialResults>> scored = new LinkedHashMap<>();
        for (TrialResults trial : trials) {
            if (trial.test() != null && trial.trainSeconds() != null) {
                scored.computeIfAbsent(trial.configuration(), name -> new ArrayList<>())
                        .add(trial);
            }
        }
        return scored.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static SpreadRow row(String configuration, List<TrialResults> trials) {
        ToDoubleFunction<TrialResults> accuracy = trial -> trial.test().accuracy();
        double[] sorted = trials.stream().mapToDouble(accuracy).sorted().toArray();
        return new SpreadRow(
                configuration,
                Integer.toString(trials.size()),
                spread(trials, accuracy, "%.4f ± %.4f"),
                Format.score(sorted[0]) + " to " + Format.score(sorted[sorted.length - 1]),
                Format.score(PublishedResult.of(trials.get(0).study())
                        .map(PublishedResult::accuracy)
                        .orElse(null)),
                spread(trials, trial -> trial.test().f1(), "%.4f ± %.4f"),
                spread(trials, trial -> trial.test().loss(), "%.4f ± %.4f"),
                spread(trials, TrialResults::trainSeconds, "%.1f s ± %.1f s"));
    }

    private static String spread(List<TrialResults> trials, ToDoubleFunction<TrialResults> value, String format) {
        double mean = trials.stream().mapToDouble(value).average().orElseThrow();
        double squares = trials.stream()
                .mapToDouble(value)
                .map(x -> (x - mean) * (x - mean))
                .sum();
        return String.format(Locale.ROOT, format, mean, Math.sqrt(squares / (trials.size() - 1)));
    }
}
