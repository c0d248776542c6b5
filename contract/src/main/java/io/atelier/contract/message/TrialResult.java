package io.atelier.contract.message;

import io.atelier.contract.Require;

/**
 * What a trial that ended well leaves.
 *
 * @param epochs epochs trained
 * @param bestEpoch the epoch whose parameters are the final ones
 * @param trainSeconds time spent training and validating, without time in the queue
 * @param imagesPerSecond training images per second of training
 * @param paramsSha256 hash of the final parameters, little-endian float32 in layer order, in lower-case hex
 */
public record TrialResult(int epochs, int bestEpoch, double trainSeconds, double imagesPerSecond, String paramsSha256) {

    public TrialResult {
        Require.inRange(epochs, 1, TrialDefinition.MAX_EPOCHS, "result.epochs");
        Require.inRange(bestEpoch, 1, epochs, "result.best_epoch");
        Require.notNegative(trainSeconds, "result.train_seconds");
        Require.notNegative(imagesPerSecond, "result.images_per_second");
        Require.sha256(paramsSha256, "result.params_sha256");
    }
}
