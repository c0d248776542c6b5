package io.atelier.evaluator.page;

import io.atelier.contract.study.PublishedResult;
import io.atelier.evaluator.api.RunResults.TestResults;
import io.atelier.evaluator.api.RunResults.TrialResults;
import java.util.Optional;

/** A trial's results beside those that the study reports for its architecture. */
public record ComparisonRow(
        String trial,
        String architecture,
        String seed,
        String state,
        String epochs,
        String accuracy,
        String publishedAccuracy,
        String difference,
        String precision,
        String publishedPrecision,
        String recall,
        String publishedRecall,
        String f1,
        String publishedF1,
        String loss,
        String publishedLoss,
        String time,
        String publishedTime,
        String imagesPerSecond,
        String parameters) {

    static ComparisonRow of(TrialResults trial) {
        Optional<TestResults> test = Optional.ofNullable(trial.test());
        Optional<PublishedResult> published = PublishedResult.of(trial.architecture());
        Double accuracy = test.map(TestResults::accuracy).orElse(null);
        return new ComparisonRow(
                trial.trial(),
                trial.architecture(),
                Long.toString(trial.seed()),
                trial.state().name(),
                trial.bestEpoch() == null
                        ? Format.count(trial.epochs())
                        : trial.epochs() + " (" + trial.bestEpoch() + ")",
                Format.score(accuracy),
                Format.score(published.map(PublishedResult::accuracy).orElse(null)),
                published
                        .map(result -> Format.difference(accuracy, result.accuracy()))
                        .orElse(Format.NONE),
                Format.score(test.map(TestResults::precision).orElse(null)),
                Format.score(published.map(PublishedResult::precision).orElse(null)),
                Format.score(test.map(TestResults::recall).orElse(null)),
                Format.score(published.map(PublishedResult::recall).orElse(null)),
                Format.score(test.map(TestResults::f1).orElse(null)),
                Format.score(published.map(PublishedResult::f1).orElse(null)),
                Format.score(test.map(TestResults::loss).orElse(null)),
                Format.score(published.map(PublishedResult::loss).orElse(null)),
                Format.duration(trial.trainSeconds()),
                Format.duration(published.map(PublishedResult::seconds).orElse(null)),
                Format.rate(trial.imagesPerSecond()),
                Format.count(trial.parameters()));
    }
}
