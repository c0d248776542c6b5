package io.atelier.contract.message;

/** Where a trial stands. */
public enum TrialState {
    QUEUED,
    RUNNING,
    COMPLETED,
    EARLY_STOPPED,
    FAILED;

    /** Whether nothing follows this state. */
    public boolean isEnd() {
        return this == COMPLETED || this == EARLY_STOPPED || this == FAILED;
    }
}
