package io.atelier.contract.message;

/** Where a trial stands. */
public enum TrialState {
    QUEUED,
    RUNNING,
    /** Waits for those that it competes with; see {@link io.atelier.contract.halving}. */
    PAUSED,
    COMPLETED,
    EARLY_STOPPED,
    /** Ended after fewer epochs, since others did better. */
    PRUNED,
    FAILED;

    /** Whether nothing follows this state. */
    public boolean isEnd() {
        return isGoodEnd() || this == FAILED;
    }

    /** Whether it ends a trial that leaves a result. */
    public boolean isGoodEnd() {
        return this == COMPLETED || this == EARLY_STOPPED || this == PRUNED;
    }
}
