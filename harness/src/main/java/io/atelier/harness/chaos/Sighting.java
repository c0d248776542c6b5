package io.atelier.harness.chaos;

import java.util.Locale;

/**
 * What a trainer said it was doing.
 *
 * @param process id of the trainer
 * @param pid process number
 * @param trial that it has; null without one
 * @param state IDLE, STARTING, TRAINING or VALIDATING
 * @param epoch current epoch, from 1
 * @param batch batches of the epoch done
 * @param batches batches per epoch
 * @param hasTrained whether this process has trained a batch of the trial
 * @param nanos when it answered, by {@link System#nanoTime()}
 */
record Sighting(
        String process,
        long pid,
        String trial,
        String state,
        int epoch,
        int batch,
        int batches,
        boolean hasTrained,
        long nanos) {

    /** Batches of the trial done. */
    long steps() {
        return (long) (epoch - 1) * batches + batch;
    }

    boolean isTraining() {
        return trial != null && (state.equals("TRAINING") || state.equals("VALIDATING"));
    }

    @Override
    public String toString() {
        return trial == null
                ? "idle"
                : state.toLowerCase(Locale.ROOT) + " " + trial
                        + (isTraining() ? " epoch " + epoch + ", batch " + batch + "/" + batches : "");
    }
}
