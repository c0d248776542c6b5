package io.atelier.contract.message;

import io.atelier.contract.Json;
import io.atelier.contract.Require;
import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.definition.Value;
import io.atelier.contract.halving.Halving;
import io.atelier.contract.recipe.EarlyStopping;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.recipe.Recipe;
import java.util.List;

/**
 * One architecture to train by one recipe with one seed: all that decides the trained parameters.
 *
 * @param schema version of this message
 * @param run the run it belongs to
 * @param runTrials how many trials the run has: whoever knows fewer does not know the whole run
 * @param configuration label of architecture and recipe, unique in the run
 * @param architecture what is trained
 * @param recipe how it is trained
 * @param seed of initial weights, shuffles, augmentation and dropout
 * @param profile name of the profile the run was planned with
 * @param train the training stream, as the recipe has it
 * @param validation the validation stream; null where the recipe has no holdout
 * @param test the stream its checkpoints are scored on
 * @param halving by which it competes with the other configurations of its run and seed; null: all epochs are trained
 * @param extensible true where its state is kept at its end, so that it can be given more epochs; else null
 */
public record TrialDefinition(
        int schema,
        String run,
        int runTrials,
        String configuration,
        Architecture architecture,
        Recipe recipe,
        long seed,
        String profile,
        StreamDefinition train,
        StreamDefinition validation,
        StreamDefinition test,
        Halving halving,
        Boolean extensible) {

    public static final int SCHEMA = 5;
    public static final int MAX_EPOCHS = Recipe.MAX_EPOCHS;

    /** The most bytes of JSON that architecture and recipe have together; an event carries them beside much else. */
    public static final int MAX_BYTES = 512 * 1024;

    private static final int MAX_RUN_TRIALS = 100_000;

    public TrialDefinition {
        Require.schema(schema, SCHEMA, "trial definition");
        Require.name(run, "run");
        Require.inRange(runTrials, 1, MAX_RUN_TRIALS, "run_trials");
        Require.name(configuration, "configuration");
        Require.that(
                Require.present(architecture, "architecture").isSettled(),
                "architecture must have mean and deviation in normalize, which planning takes from the dataset");
        Require.present(recipe, "recipe");
        Require.name(profile, "profile");
        Require.that(seed >= 0, "seed must not be negative, but is %d", seed);
        requireSplit(Require.present(train, "train"), Split.TRAIN);
        requireSplit(Require.present(test, "test"), Split.TEST);
        Require.that(
                test.dataset().equals(train.dataset()),
                "test must be of the dataset that train is of, %s, but is of %s",
                train.dataset(),
                test.dataset());
        if (validation != null) {
            requireSplit(validation, Split.VALIDATION);
            Require.that(
                    validation.dataset().equals(train.dataset())
                            && validation.source() == train.source()
                            && validation.holdout().equals(train.holdout()),
                    "validation must be held out of the images that train is made of: %s is not, of %s",
                    validation.id(),
                    train.id());
        }
        Require.that(
                (validation == null) == recipe.holdout().equals(Holdout.NONE),
                "a validation stream must be there exactly with a holdout in the recipe, which has %s",
                recipe.holdout());
        requireOfRecipe(train, recipe);
        if (halving != null) {
            requireComparable(halving, validation, recipe);
        }
        if (Boolean.TRUE.equals(extensible)) {
            Require.that(halving == null, "extensible must be left out where trials compete");
            Require.that(
                    !recipe.schedule().dependsOnEpochs(),
                    "extensible must come with a schedule that is the same for any number of epochs, not with %s",
                    Value.label(recipe.schedule().kind()));
        } else {
            extensible = null;
        }
        int bytes = bytes(architecture, recipe);
        Require.that(
                bytes <= MAX_BYTES,
                "architecture and recipe must have at most %d bytes of JSON, but have %d",
                MAX_BYTES,
                bytes);
    }

    /** How many bytes of JSON they have; at most {@link #MAX_BYTES} in a definition. */
    public static int bytes(Architecture architecture, Recipe recipe) {
        return Json.write(architecture).length + Json.write(recipe).length;
    }

    private static void requireSplit(StreamDefinition stream, Split split) {
        Require.that(
                stream.split() == split,
                "%s must be a %s stream, but is %s",
                split.label(),
                split.label(),
                stream.split().label());
    }

    private static void requireOfRecipe(StreamDefinition train, Recipe recipe) {
        Require.that(
                train.holdout().equals(recipe.holdout()),
                "train.holdout must be the recipe's %s, but is %s",
                recipe.holdout(),
                train.holdout());
        Require.that(
                train.augmentations().equals(recipe.augmentations()),
                "train.augmentations must be the recipe's %s, but are %s",
                recipe.augmentations(),
                train.augmentations());
    }

    private static void requireComparable(Halving halving, StreamDefinition validation, Recipe recipe) {
        Require.that(validation != null, "halving must come with a validation stream, by whose loss trials are ranked");
        Require.that(
                halving.epochs() < recipe.epochs(),
                "halving.epochs must be less than the recipe's %d, but is %d",
                recipe.epochs(),
                halving.epochs());
    }

    /** {@code <run>.<configuration>.s<seed>}: key of everything about this trial. */
    public String trial() {
        return run + "." + configuration + ".s" + seed;
    }

    /** What it is trained and scored on. */
    public DatasetReference dataset() {
        return train.dataset();
    }

    /** Batches of the recipe's size in an epoch; the last one may be shorter. */
    public int batches() {
        return (train.images() + recipe.batchSize() - 1) / recipe.batchSize();
    }

    /** The most epochs. */
    public int epochs() {
        return recipe.epochs();
    }

    /** Whether its state is kept at its end, so that it can be given more epochs. */
    public boolean canBeExtended() {
        return extensible != null;
    }

    /** The same with another number of epochs. */
    public TrialDefinition withEpochs(int most) {
        return new TrialDefinition(
                schema,
                run,
                runTrials,
                configuration,
                architecture,
                recipe.withEpochs(most),
                seed,
                profile,
                train,
                validation,
                test,
                halving,
                extensible);
    }

    /** Whether it is {@code earlier} with more epochs. */
    public boolean extendsThe(TrialDefinition earlier) {
        return earlier.canBeExtended() && epochs() > earlier.epochs() && equals(earlier.withEpochs(epochs()));
    }

    /** After which epochs it waits for those that it competes with, in ascending order. */
    public List<Integer> rungs() {
        return halving == null ? List.of() : halving.rungs(epochs());
    }

    /**
     * Epochs without a better validation loss after which training stops and the best weights are restored; null: all epochs
     * are trained and the last weights stay.
     */
    public Integer patience() {
        return recipe.earlyStopping().map(EarlyStopping::patience).orElse(null);
    }
}
