package io.atelier.harness.chaos;

/** What a trial publishes once per epoch. */
enum Series {
    METRICS,
    CHECKPOINT,
    EVALUATION
}
