package io.atelier.evaluator.page;

import io.atelier.contract.study.PublishedResult;
import io.atelier.evaluator.api.RunResults.TestResults;
import io.atelier.evaluator.api.RunResults.TrialResults;
import java.util.Locale;
import java.util.Optional;

/**
 * A trial's results, or those that the study reports.
 *
 * @param trial its id and anchor; null for the study
 * @param label what the row is about
 * @param epochs trained, and in brackets the best
 * @param top5 share of images whose class is among the five most probable; null where there are few classes
 * @param augmented accuracy by averaged predictions; null where the recipe asks for none
 * @param difference of the accuracy to the study's
 */
public record ComparisonRow(
        String trial,
        String label,
        String state,
        String epochs,
        String accuracy,
        String top5,
        String augmented,
        String difference,
        String precision,
        String recall,
        String f1,
        String loss,
        String time,
        String imagesPerSecond,
        String parameters) {

    static ComparisonRow of(TrialResults trial) {
        Optional<TestResults> test = Optional.ofNullable(trial.test());
        Double accuracy = test.map(TestResults::accuracy).orElse(null);
        return new ComparisonRow(
                trial.trial(),
                Series.label(trial),
                state(trial.state().name()),
                trial.bestEpoch() == null
                        ? Format.count(trial.epochs())
                        : trial.epochs() + " (" + trial.bestEpoch() + ")",
                Format.score(accuracy),
                test.map(TestResults::top5).map(Format::score).orElse(null),
                test.map(TestResults::augmented)
                        .map(scores -> Format.score(scores.accuracy()))
                        .orElse(null),
                PublishedResult.of(trial.study())
                        .map(study -> Format.difference(accuracy, study.accuracy()))
                        .orElse(Format.NONE),
                Format.score(test.map(TestResults::precision).orElse(null)),
                Format.score(test.map(TestResults::recall).orElse(null)),
                Format.score(test.map(TestResults::f1).orElse(null)),
                Format.score(test.map(TestResults::loss).orElse(null)),
                Format.duration(trial.trainSeconds()),
                Format.rate(trial.imagesPerSecond()),
                Format.count(trial.parameters()));
    }

    static ComparisonRow of(String configuration, PublishedResult study) {
        return new ComparisonRow(
                null,
                configuration + ", the study",
                "published",
                Format.count(study.epochs()),
                Format.score(study.accuracy()),
                null,
                null,
                Format.NONE,
                Format.score(study.precision()),
                Format.score(study.recall()),
                Format.score(study.f1()),
                Format.score(study.loss()),
                Format.duration(study.seconds()),
                Format.NONE,
                Format.NONE);
    }

    /** In words. */
    static String state(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
