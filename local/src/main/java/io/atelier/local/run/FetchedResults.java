package io.atelier.local.run;

import io.atelier.contract.message.Scores;
import io.atelier.local.console.ConfigurationOutcome;
import java.util.Comparator;
import java.util.List;

/**
 * The evaluator's answer, as far as it is shown here. Absent values are null.
 *
 * @param synthetic whether the images are drawn and not photographed
 * @param complete whether every trial has ended and the final parameters of all that ended well are scored
 * @param scoredBy what configurations are compared by
 * @param settings in which they differ
 * @param configurations the best first
 */
record FetchedResults(
        String run,
        String dataset,
        boolean synthetic,
        String profile,
        boolean complete,
        List<Trial> trials,
        String scoredBy,
        List<String> settings,
        List<ConfigurationOutcome> configurations) {

    FetchedResults {
        trials = trials == null ? List.of() : List.copyOf(trials);
        settings = settings == null ? List.of() : List.copyOf(settings);
        configurations = configurations == null ? List.of() : List.copyOf(configurations);
    }

    /** Those of the best configurations first where there are several of the user's own; the study has its order. */
    List<Trial> byRank() {
        if (!isOwnSweep()) {
            return trials;
        }
        List<String> ranked =
                configurations.stream().map(ConfigurationOutcome::configuration).toList();
        return trials.stream()
                .sorted(Comparator.comparing(trial -> ranked.indexOf(trial.configuration())))
                .toList();
    }

    /** Whether there is something to compare that the study does not have. */
    boolean isOwnSweep() {
        return configurations.size() > 1 && trials.stream().anyMatch(trial -> trial.study() == null);
    }

    boolean isReportProfile() {
        return "report".equals(profile);
    }

    record Trial(
            String trial,
            String study,
            long seed,
            String state,
            Failure failure,
            Integer epochs,
            Double trainSeconds,
            Double imagesPerSecond,
            Test test,
            List<Epoch> history,
            String paramsSha256) {

        Trial {
            history = history == null ? List.of() : List.copyOf(history);
        }

        /** The label in {@code <run>.<configuration>.s<seed>}. */
        String configuration() {
            return trial.substring(trial.indexOf('.') + 1, trial.lastIndexOf('.'));
        }

        boolean hasEnded() {
            return endedWell() || "FAILED".equals(state);
        }

        /** The latest epoch that finished; null before the first. */
        Epoch lastEpoch() {
            return history.isEmpty() ? null : history.get(history.size() - 1);
        }

        /** Why it failed; null if it did not. */
        String cause() {
            return failure == null ? null : failure.code() + ": " + failure.message();
        }

        /** Whether it trained all epochs that it had then. */
        boolean isCompleted() {
            return "COMPLETED".equals(state);
        }

        boolean endedWell() {
            return isCompleted() || "EARLY_STOPPED".equals(state) || "PRUNED".equals(state);
        }
    }

    record Failure(String code, String message) {}

    record Test(double accuracy, double loss, double precision, double recall, double f1, Scores augmented) {}

    record Epoch(int epoch, double loss, double accuracy, Double valLoss, Double valAccuracy, Double testAccuracy) {}
}
