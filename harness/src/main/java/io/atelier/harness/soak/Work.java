package io.atelier.harness.soak;

/** Trials and epochs done since the start. */
record Work(long trials, long epochs) {

    Work since(Work earlier) {
        return new Work(trials - earlier.trials, epochs - earlier.epochs);
    }
}
