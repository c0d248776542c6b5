package io.atelier.trainer.training;

import io.atelier.contract.Require;
import io.atelier.engine.Step;

/**
 * Where training stands: the next batch and the sums of the running epoch. Sums are doubles that are stored exactly, so
 * that a resumed epoch reports the same loss as an undisturbed one.
 *
 * @param epoch the running epoch, from 1
 * @param batch index of the next batch in it
 * @param iteration optimizer steps done
 * @param lossSum sum of the losses of the epoch's images so far
 * @param correct how many of them were classified right
 * @param images how many they are
 * @param epochSeconds time the epoch's batches took so far
 * @param trainingSeconds time the batches of earlier epochs took
 * @param validationSeconds time the validation of earlier epochs took
 */
public record Position(
        int epoch,
        int batch,
        long iteration,
        double lossSum,
        long correct,
        long images,
        double epochSeconds,
        double trainingSeconds,
        double validationSeconds) {

    public static final Position START = new Position(1, 0, 0, 0, 0, 0, 0, 0, 0);

    public Position {
        Require.finite(lossSum, "loss_sum");
        Require.that(
                correct >= 0 && correct <= images,
                "correct must be between 0 and images, %d, but is %d",
                images,
                correct);
        Require.notNegative(epochSeconds, "epoch_seconds");
        Require.notNegative(trainingSeconds, "training_seconds");
        Require.notNegative(validationSeconds, "validation_seconds");
    }

    Position after(Step step, int size, double seconds) {
        return new Position(
                epoch,
                batch + 1,
                iteration + 1,
                lossSum + step.loss() * size,
                correct + step.correct(),
                images + size,
                epochSeconds + seconds,
                trainingSeconds,
                validationSeconds);
    }

    Position nextEpoch(double validation) {
        return new Position(
                epoch + 1, 0, iteration, 0, 0, 0, 0, trainingSeconds + epochSeconds, validationSeconds + validation);
    }

    /** Mean loss of the epoch's images so far; 0 before the first. */
    public double loss() {
        return images == 0 ? 0 : lossSum / images;
    }

    /** Share of the epoch's images so far that were classified right; 0 before the first. */
    public double accuracy() {
        return images == 0 ? 0 : (double) correct / images;
    }
}
