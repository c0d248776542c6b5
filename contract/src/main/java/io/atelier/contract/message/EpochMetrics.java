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
        boolean best) {

    public static final int SCHEMA = 1;

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
    }

    /** {@code <trial>/<epoch>}: key of everything about an epoch of a trial. */
    public String key() {
        return trial + "/" + epoch;
    }
}
