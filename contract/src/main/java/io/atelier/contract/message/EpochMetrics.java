package io.atelier.contract.message;

import io.atelier.contract.Require;

/**
 * What one epoch of training gave.
 *
 * @param schema version of this message
 * @param trial the trial
 * @param epoch from 1
 * @param loss mean cross-entropy over the epoch's training images, dropout active, as Keras reports it
 * @param accuracy share of training images classified right in the same passes, in [0, 1]
 * @param valLoss mean cross-entropy on the validation images; null without validation
 * @param valAccuracy accuracy on the validation images; null without validation
 * @param seconds time the epoch took, training and validation
 * @param imagesPerSecond training images per second of training
 * @param best whether the parameters of this epoch are the best so far: the lowest validation loss, or the latest
 * @param paramsSha256 hash of the parameters at the epoch's end, see {@link TrialResult}: what a checkpoint or an evaluation
 *     must have to belong to this epoch
 */
public record EpochMetrics(
        int schema,
        String trial,
        int epoch,
        double loss,
        double accuracy,
        Double valLoss,
        Double valAccuracy,
        double seconds,
        double imagesPerSecond,
        boolean best,
        String paramsSha256) {

    public static final int SCHEMA = 2;

    public EpochMetrics {
        Require.schema(schema, SCHEMA, "epoch metrics");
        Require.trial(trial, "trial");
        Require.inRange(epoch, 1, TrialDefinition.MAX_EPOCHS, "epoch");
        Require.finite(loss, "loss");
        Require.inRange(accuracy, 0, 1, "accuracy");
        Require.that((valLoss == null) == (valAccuracy == null), "val_loss and val_accuracy come together");
        if (valLoss != null) {
            Require.finite(valLoss, "val_loss");
            Require.inRange(valAccuracy, 0, 1, "val_accuracy");
        }
        Require.notNegative(seconds, "seconds");
        Require.notNegative(imagesPerSecond, "images_per_second");
        Require.sha256(paramsSha256, "params_sha256");
    }

    /** {@code <trial>/<epoch>}: key of everything about an epoch of a trial. */
    public String key() {
        return trial + "/" + epoch;
    }
}
