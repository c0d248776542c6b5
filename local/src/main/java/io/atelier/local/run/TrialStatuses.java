package io.atelier.local.run;

import io.atelier.local.console.TrialStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts together what the evaluator and the trainers say about each trial. */
final class TrialStatuses {

    private TrialStatuses() {}

    /** In the order in which they were submitted. */
    static List<TrialStatus> of(List<String> trials, Optional<FetchedResults> results, List<TrainerProgress> progress) {
        Map<String, FetchedResults.Trial> known = results.stream()
                .flatMap(run -> run.trials().stream())
                .collect(Collectors.toMap(FetchedResults.Trial::trial, Function.identity()));
        Map<String, TrainerProgress> running = progress.stream()
                .filter(trainer -> trainer.trial() != null)
                .collect(Collectors.toMap(
                        trainer -> trainer.trial().id(), Function.identity(), (first, second) -> second));
        return trials.stream()
                .map(trial -> of(trial, known.get(trial), running.get(trial)))
                .toList();
    }

    private static TrialStatus of(String trial, FetchedResults.Trial known, TrainerProgress running) {
        // A trainer may still have in hand what has just paused, but does no more with it.
        if (running == null || (known != null && known.hasEnded())) {
            return asKnown(trial, known);
        }
        return inHand(trial, running, known == null ? null : known.lastEpoch());
    }

    private static TrialStatus inHand(String trial, TrainerProgress running, FetchedResults.Epoch last) {
        boolean hasBegun = running.batches() > 0;
        boolean hasTrained = hasBegun && running.batch() > 0;
        // A trainer that goes on inside an epoch has a loss before it has a rate.
        boolean hasRate = running.imagesPerSecond() > 0;
        return new TrialStatus(
                trial,
                label(trial),
                running.state(),
                hasBegun ? running.epoch() : null,
                hasBegun ? running.epochs() : null,
                hasBegun ? running.batch() : null,
                hasBegun ? running.batches() : null,
                hasRate ? running.imagesPerSecond() : null,
                hasTrained ? running.loss() : null,
                hasTrained ? running.accuracy() : null,
                last == null ? null : last.valLoss(),
                last == null ? null : last.valAccuracy(),
                hasRate ? running.secondsLeft() : null,
                null);
    }

    /** A trial that no trainer has in hand: it waits, or has ended. */
    private static TrialStatus asKnown(String trial, FetchedResults.Trial known) {
        FetchedResults.Epoch last = known == null ? null : known.lastEpoch();
        return new TrialStatus(
                trial,
                label(trial),
                known == null ? "QUEUED" : known.state(),
                last == null ? null : last.epoch(),
                null,
                null,
                null,
                known == null ? null : known.imagesPerSecond(),
                last == null ? null : last.loss(),
                last == null ? null : last.accuracy(),
                last == null ? null : last.valLoss(),
                last == null ? null : last.valAccuracy(),
                null,
                known == null ? null : known.cause());
    }

    /** {@code tiny s1} for {@code <run>.tiny.s1}. */
    static String label(String trial) {
        String[] parts = trial.split("\\.", -1);
        return parts.length < 3 ? trial : parts[parts.length - 2] + " " + parts[parts.length - 1];
    }
}
