package io.atelier.contract.message;

import io.atelier.contract.Require;
import java.util.regex.Pattern;

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

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public TrialResult {
        Require.inRange(epochs, 1, TrialDefinition.MAX_EPOCHS, "result.epochs");
        Require.inRange(bestEpoch, 1, epochs, "result.best_epoch");
        Require.finite(trainSeconds, "result.train_seconds");
        Require.finite(imagesPerSecond, "result.images_per_second");
        Require.present(paramsSha256, "result.params_sha256");
        Require.that(SHA256.matcher(paramsSha256).matches(), "result.params_sha256 must be 64 hex digits");
    }
}
