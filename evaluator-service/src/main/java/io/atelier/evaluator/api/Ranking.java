package io.atelier.evaluator.api;

import io.atelier.contract.experiment.Configuration;
import io.atelier.contract.experiment.Differences;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.evaluator.api.RunResults.ConfigurationResults;
import io.atelier.evaluator.api.RunResults.Measure;
import io.atelier.evaluator.api.RunResults.TrialResults;
import io.atelier.evaluator.view.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The configurations of a run, the best first, and in what they differ. */
record Ranking(Measure scoredBy, List<String> settings, List<ConfigurationResults> configurations) {

    private static final Comparator<Mean> BEST_FIRST =
            Comparator.comparing((Mean mean) -> mean.score(), Comparator.nullsLast(Comparator.reverseOrder()));

    /** A configuration before it has a rank. */
    private record Mean(List<TrialResults> trials, List<Double> scores, Double score) {

        static Mean of(List<TrialResults> trials, Measure measure) {
            List<Double> scores = new ArrayList<>();
            for (TrialResults trial : trials) {
                if (measure == Measure.VALIDATION && trial.val() != null) {
                    scores.add(trial.val().accuracy());
                } else if (measure == Measure.TEST && trial.test() != null) {
                    scores.add(trial.test().accuracy());
                }
            }
            return new Mean(trials, scores, mean(scores));
        }

        Double spread() {
            if (scores.size() < 2) {
                return null;
            }
            double squares = scores.stream()
                    .mapToDouble(each -> (each - score) * (each - score))
                    .sum();
            return Math.sqrt(squares / (scores.size() - 1));
        }

        Double testAccuracy() {
            return mean(trials.stream()
                    .filter(trial -> trial.test() != null)
                    .map(trial -> trial.test().accuracy())
                    .toList());
        }

        private static Double mean(List<Double> values) {
            return values.isEmpty()
                    ? null
                    : (Double)
                            values.stream().mapToDouble(each -> each).average().orElseThrow();
        }
    }

    /** {@code trials} are the run's. */
    static Ranking of(Run run, List<TrialResults> trials) {
        Map<String, Configuration> configurations = new LinkedHashMap<>();
        for (var trial : run.trials()) {
            TrialDefinition definition = trial.event().definition();
            configurations.computeIfAbsent(
                    definition.configuration(),
                    label -> new Configuration(label, definition.architecture(), definition.recipe()));
        }
        boolean validated = run.trials().stream()
                .allMatch(trial -> trial.event().definition().validation() != null);
        Measure measure = validated ? Measure.VALIDATION : Measure.TEST;
        Differences differences = Differences.of(List.copyOf(configurations.values()));
        // Stable, so that equal ones keep the order of their labels.
        List<Mean> sorted = trials.stream()
                .collect(Collectors.groupingBy(TrialResults::configuration, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(of -> Mean.of(of, measure))
                .sorted(BEST_FIRST)
                .toList();
        List<ConfigurationResults> ranked = new ArrayList<>();
        for (Mean mean : sorted) {
            TrialResults first = mean.trials().get(0);
            ranked.add(new ConfigurationResults(
                    first.configuration(),
                    first.architecture(),
                    mean.score() == null ? null : (Integer) (ranked.size() + 1),
                    mean.score(),
                    mean.spread(),
                    mean.testAccuracy(),
                    mean.scores().size(),
                    mean.trials().size(),
                    differences.values().get(first.configuration())));
        }
        return new Ranking(measure, differences.settings(), ranked);
    }
}
