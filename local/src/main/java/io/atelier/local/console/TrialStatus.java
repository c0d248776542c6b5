package io.atelier.local.console;

/**
 * How a trial stands at a moment. Null: not known or not yet.
 *
 * @param trial its id
 * @param label its short name
 * @param state a state's name, as events have it; while a trainer has it, what that does
 * @param epoch the epoch in work, or the last one of an ended trial
 * @param epochs the most epochs
 * @param batch the batch in work
 * @param batches batches of an epoch
 * @param valLoss of the last finished epoch, as is {@code valAccuracy}
 * @param cause why it failed
 */
public record TrialStatus(
        String trial,
        String label,
        String state,
        Integer epoch,
        Integer epochs,
        Integer batch,
        Integer batches,
        Double imagesPerSecond,
        Double loss,
        Double accuracy,
        Double valLoss,
        Double valAccuracy,
        Double secondsLeft,
        String cause) {

    boolean isRunning() {
        return !isQueued() && !isPaused() && !hasEnded();
    }

    boolean isQueued() {
        return state.equals("QUEUED");
    }

    /** Whether it waits for those that it competes with. */
    boolean isPaused() {
        return state.equals("PAUSED");
    }

    boolean hasEnded() {
        return switch (state) {
            case "COMPLETED", "EARLY_STOPPED", "PRUNED", "FAILED" -> true;
            default -> false;
        };
    }
}
