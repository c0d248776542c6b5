package io.atelier.trainer.status;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What the trainer is doing.
 *
 * @param trainer its name
 * @param trial the trial in hand; null without one, as is the rest then
 * @param state IDLE, STARTING, TRAINING or VALIDATING
 * @param epoch the running epoch, from 1
 * @param epochs the most epochs
 * @param batch batches of the epoch done
 * @param batches batches per epoch
 * @param imagesPerSecond training images per second, smoothed
 * @param loss mean over the running epoch so far
 * @param accuracy over the running epoch so far
 * @param secondsLeft until the last epoch ends at this rate; early stopping may end it before
 * @param resumed whether training went on from a committed state
 */
public record Progress(
        String trainer,
        @JsonInclude(JsonInclude.Include.ALWAYS) TrialInHand trial,
        String state,
        int epoch,
        int epochs,
        int batch,
        int batches,
        double imagesPerSecond,
        double loss,
        double accuracy,
        double secondsLeft,
        boolean resumed) {

    /** Which trial it is. */
    public record TrialInHand(String id, String run, String configuration, long seed) {}

    static Progress idle(String trainer) {
        return new Progress(trainer, null, "IDLE", 0, 0, 0, 0, 0, 0, 0, 0, false);
    }
}
