package io.atelier.evaluator.api;

import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialResult;
import io.atelier.contract.study.Study;
import io.atelier.contract.study.StudyConfiguration;
import io.atelier.evaluator.api.RunResults.Epoch;
import io.atelier.evaluator.api.RunResults.TestResults;
import io.atelier.evaluator.api.RunResults.TrialResults;
import io.atelier.evaluator.api.RunResults.ValidationScore;
import io.atelier.evaluator.view.Trial;
import java.util.List;

/** Sums up a trial: by its result where it has ended, else by its epochs so far. */
final class TrialSummary {

    private TrialSummary() {}

    static TrialResults of(Trial trial) {
        TrialDefinition definition = trial.event().definition();
        TrialResult result = trial.event().result();
        EpochMetrics last =
                trial.epochs().isEmpty() ? null : trial.epochs().lastEntry().getValue();
        Integer best = trial.bestEpoch().isPresent() ? trial.bestEpoch().getAsInt() : null;
        return new TrialResults(
                trial.id(),
                definition.configuration(),
                definition.architecture().name(),
                Study.configuration(definition.architecture(), definition.recipe(), definition.dataset())
                        .map(StudyConfiguration::architecture)
                        .orElse(null),
                definition.seed(),
                trial.event().state(),
                epochs(trial),
                result != null ? (Double) result.trainSeconds() : seconds(trial),
                result != null ? (Double) result.imagesPerSecond() : last == null ? null : last.imagesPerSecond(),
                best,
                parameters(definition),
                best == null ? null : validation(trial.epochs().get(best)),
                trial.bestEvaluation().map(TestResults::of).orElse(null),
                history(trial),
                trial.event().state().isGoodEnd() ? result.paramsSha256() : null,
                trial.event().environment(),
                trial.event().failure());
    }

    private static int epochs(Trial trial) {
        int measured = trial.epochs().isEmpty() ? 0 : trial.epochs().lastKey();
        return Math.max(measured, trial.event().epoch());
    }

    private static Double seconds(Trial trial) {
        return trial.epochs().isEmpty()
                ? null
                : (Double) trial.epochs().values().stream()
                        .mapToDouble(EpochMetrics::seconds)
                        .sum();
    }

    private static Long parameters(TrialDefinition definition) {
        try {
            return definition.dataset().shape().plan(definition.architecture()).parameterCount();
        } catch (InvalidDefinitionException e) {
            return null;
        }
    }

    private static ValidationScore validation(EpochMetrics metrics) {
        return metrics == null || metrics.valLoss() == null
                ? null
                : new ValidationScore(metrics.valAccuracy(), metrics.valLoss());
    }

    private static List<Epoch> history(Trial trial) {
        return trial.epochs().values().stream()
                .map(metrics -> epoch(metrics, trial.score(metrics.epoch()).orElse(null)))
                .toList();
    }

    private static Epoch epoch(EpochMetrics metrics, Trial.TestScore score) {
        return new Epoch(
                metrics.epoch(),
                metrics.loss(),
                metrics.accuracy(),
                metrics.valLoss(),
                metrics.valAccuracy(),
                score == null ? null : score.accuracy(),
                score == null ? null : score.loss(),
                metrics.seconds(),
                metrics.imagesPerSecond());
    }
}
