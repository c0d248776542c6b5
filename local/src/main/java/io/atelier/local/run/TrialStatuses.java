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
    static List<TrialStatus> of(List<String> trials, Optional<RunResults> results, List<TrainerProgress> progress) {
        Map<String, RunResults.Trial> known = results.stream()
                .flatMap(run -> run.trials().stream())
                .collect(Collectors.toMap(RunResults.Trial::trial, Function.identity()));
        Map<String, TrainerProgress> running = progress.stream()
                .filter(trainer -> trainer.trial() != null)
                .collect(Collectors.toMap(
                        trainer -> trainer.trial().id(), Function.identity(), (first, second) -> second));
        return trials.stream()
                .map(trial -> of(trial, known.get(trial), running.get(trial)))
                .toList();
    }

    private static TrialStatus of(String trial, RunResults.Trial known, TrainerProgress running) {
        String state = known == null ? "QUEUED" : known.state();
        boolean ended = known != null && known.hasEnded();
        RunResults.Epoch last = known == null ? null : known.lastEpoch();
        Double valLoss = last == null ? null : last.valLoss();
        Double valAccuracy = last == null ? null : last.valAccuracy();
        if (running != null && !ended) {
            return new TrialStatus(
                    trial,
                    label(trial),
                    "RUNNING",
                    running.epoch(),
                    running.epochs(),
                    running.batch(),
                    running.batches(),
                    running.imagesPerSecond(),
                    running.loss(),
                    running.accuracy(),
                    valLoss,
                    valAccuracy,
                    running.secondsLeft(),
                    null);
        }
        return new TrialStatus(
                trial,
                label(trial),
                state,
                last == null ? null : last.epoch(),
                null,
                null,
                null,
                ended ? known.imagesPerSecond() : null,
                last == null ? null : last.loss(),
                last == null ? null : last.accuracy(),
                valLoss,
                valAccuracy,
                null,
                known == null ? null : known.cause());
    }

    /** {@code fmnist_3 s1} for {@code <run>.fmnist_3.s1}. */
    static String label(String trial) {
        String[] parts = trial.split("\\.", -1);
        return parts.length < 3 ? trial : parts[parts.length - 2] + " " + parts[parts.length - 1];
    }
}
