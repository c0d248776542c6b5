package io.atelier.data.split;

import io.atelier.contract.Require;
import io.atelier.contract.recipe.Holdout;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Indices of the images that train and of those that validate, in the order in which the reference implementation
 * returns them. Owns its arrays; whoever gets them must not change them.
 */
public final class TrainingSplit {

    private final int[] train;
    private final int[] validation;

    private TrainingSplit(int[] train, int[] validation) {
        this.train = train;
        this.validation = validation;
    }

    /**
     * Divides the first {@code images} images of the training set.
     *
     * @throws IllegalArgumentException if no image would be left to train or, with a holdout, to validate
     */
    public static TrainingSplit of(Holdout holdout, int images) {
        TrainingSplit split =
                switch (holdout.method()) {
                    case NONE -> new TrainingSplit(IntStream.range(0, images).toArray(), new int[0]);
                    case TAIL -> tail(holdout.fraction(), images);
                    case SHUFFLED -> shuffled(holdout.fraction(), holdout.seed(), images);
                };
        Require.that(split.train.length > 0, "%s leaves none of %d images to train", holdout, images);
        Require.that(
                holdout.method() == Holdout.Method.NONE || split.validation.length > 0,
                "%s leaves none of %d images to validate",
                holdout,
                images);
        return split;
    }

    /** Keras' {@code train_validation_split}: the last images in file order validate. */
    private static TrainingSplit tail(double fraction, int images) {
        int boundary = (int) Math.floor(images * (1.0 - fraction));
        return new TrainingSplit(
                IntStream.range(0, boundary).toArray(),
                IntStream.range(boundary, images).toArray());
    }

    /** scikit-learn's {@code ShuffleSplit}: the first of a permutation validate, the others train. */
    private static TrainingSplit shuffled(double fraction, long seed, int images) {
        int[] permutation = new LegacyRandom(seed).permutation(images);
        int held = (int) Math.ceil(fraction * images);
        return new TrainingSplit(
                Arrays.copyOfRange(permutation, held, images), Arrays.copyOfRange(permutation, 0, held));
    }

    /** Indices of the training images, not a copy. */
    public int[] train() {
        return train;
    }

    /** Indices of the validation images, not a copy. */
    public int[] validation() {
        return validation;
    }
}
