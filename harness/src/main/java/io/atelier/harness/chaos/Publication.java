package io.atelier.harness.chaos;

/** What is published of a trial once per epoch. */
enum Publication {
    METRICS,
    CHECKPOINT,
    EVALUATION
}
