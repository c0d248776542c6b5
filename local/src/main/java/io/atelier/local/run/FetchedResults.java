package io.atelier.local.run;

import java.util.List;

/**
 * The evaluator's answer, as far as it is shown here. Absent values are null.
 *
 * @param synthetic whether the images are drawn and not photographed
 * @param complete whether every trial has ended and the final parameters of all that ended well are scored
 */
record FetchedResults(
        String run, String dataset, boolean synthetic, String profile, boolean complete, List<Trial> trials) {

    FetchedResults {
        trials = trials == null ? List.of() : List.copyOf(trials);
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

        boolean endedWell() {
            return "COMPLETED".equals(state) || "EARLY_STOPPED".equals(state) || "PRUNED".equals(state);
        }
    }

    record Failure(String code, String message) {}

    record Test(double accuracy, double loss, double precision, double recall, double f1) {}

    record Epoch(int epoch, double loss, double accuracy, Double valLoss, Double valAccuracy, Double testAccuracy) {}
}
