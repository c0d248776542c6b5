package io.atelier.local.chaos;

/** What a trial publishes once per epoch. */
enum Series {
    METRICS,
    CHECKPOINT,
    EVALUATION
}
