package io.atelier.contract.recipe;

import io.atelier.contract.Require;
import java.util.List;
import java.util.Optional;

/**
 * Everything but network, images and seed that decides a training.
 *
 * @param batchSize images per step, in [1, 256]
 * @param epochs the most, in [1, 100000]
 * @param labelSmoothing share of each label that all classes divide equally, in [0, 0.9]
 * @param holdout how validation images are taken out of the training set
 * @param augmentations at most 8, in the order in which they happen; {@link Augmentation.Keras} at most once
 * @param earlyStopping needs a holdout
 * @param averaging at most one of each kind, in the order in which they happen after a step; scores and checkpoints take
 *     the last one's
 * @param prediction of evaluation
 */
public record Recipe(
        int batchSize,
        int epochs,
        Optimizer optimizer,
        Schedule schedule,
        double labelSmoothing,
        Holdout holdout,
        List<Augmentation> augmentations,
        Optional<EarlyStopping> earlyStopping,
        List<Averaging> averaging,
        Prediction prediction) {

    public static final int MAX_BATCH_SIZE = 256;
    public static final int MAX_EPOCHS = 100_000;
    public static final int MAX_AUGMENTATIONS = 8;

    static final double MOST_SMOOTHING = 0.9;
    static final int MAX_AVERAGING = 2;

    /** What a recipe has that says nothing: ten epochs of Keras' Adam. */
    public static final Recipe DEFAULT = new Recipe(
            128,
            10,
            Optimizer.Adam.KERAS,
            Schedule.CONSTANT,
            0,
            Holdout.NONE,
            List.of(),
            Optional.empty(),
            List.of(),
            Prediction.PLAIN);

    public Recipe {
        Require.inRange(batchSize, 1, MAX_BATCH_SIZE, "batch_size");
        Require.inRange(epochs, 1, MAX_EPOCHS, "epochs");
        Require.present(optimizer, "optimizer");
        Require.present(schedule, "schedule");
        Require.inRange(labelSmoothing, 0, MOST_SMOOTHING, "label_smoothing");
        Require.present(holdout, "holdout");
        augmentations = checked(augmentations);
        Require.present(earlyStopping, "early_stopping");
        Require.that(
                earlyStopping.isEmpty() || !holdout.equals(Holdout.NONE),
                "early_stopping watches the validation loss and so needs a holdout");
        averaging = Require.copy(averaging, MAX_AVERAGING, "averaging");
        Require.that(
                averaging.stream().map(Averaging::getClass).distinct().count() == averaging.size(),
                "averaging must have at most one of each kind");
        Require.present(prediction, "prediction");
    }

    /** The list, as an immutable copy, if a stream can have these augmentations. */
    public static List<Augmentation> checked(List<Augmentation> augmentations) {
        List<Augmentation> copy = Require.copy(augmentations, MAX_AUGMENTATIONS, "augmentations");
        long ofKeras =
                copy.stream().filter(Augmentation.Keras.class::isInstance).count();
        Require.that(ofKeras <= 1, "augmentations must have keras at most once, but have it %d times", ofKeras);
        return copy;
    }
}
