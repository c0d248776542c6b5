package io.atelier.contract.message;

import io.atelier.contract.Require;
import io.atelier.contract.recipe.Recipe;

/**
 * One architecture to train with one seed.
 *
 * @param schema version of this message
 * @param run the run it belongs to
 * @param runTrials how many trials the run has: whoever knows fewer does not know the whole run
 * @param architecture name of the architecture
 * @param seed of initial weights, shuffles, augmentation and dropout
 * @param profile name of the profile the run was planned with
 * @param epochs the most epochs
 * @param patience epochs without a better validation loss after which training stops and the best weights are restored;
 *     null: all epochs are trained and the last weights stay
 * @param train the training stream
 * @param validation the validation stream; null where the recipe has none
 * @param test the stream its checkpoints are scored on
 */
public record TrialDefinition(
        int schema,
        String run,
        int runTrials,
        String architecture,
        long seed,
        String profile,
        int epochs,
        Integer patience,
        StreamDefinition train,
        StreamDefinition validation,
        StreamDefinition test) {

    public static final int SCHEMA = 3;
    public static final int MAX_EPOCHS = Recipe.MAX_EPOCHS;

    private static final int MAX_RUN_TRIALS = 100_000;

    public TrialDefinition {
        Require.schema(schema, SCHEMA, "trial definition");
        Require.name(run, "run");
        Require.inRange(runTrials, 1, MAX_RUN_TRIALS, "run_trials");
        Require.name(architecture, "architecture");
        Require.name(profile, "profile");
        Require.that(seed >= 0, "seed must not be negative, but is %d", seed);
        Require.inRange(epochs, 1, MAX_EPOCHS, "epochs");
        Require.present(train, "train");
        Require.present(test, "test");
        Require.that(
                train.split() == Split.TRAIN,
                "train must be a train stream, but is %s",
                train.split().label());
        Require.that(
                test.split() == Split.TEST,
                "test must be a test stream, but is %s",
                test.split().label());
        if (validation != null) {
            Require.that(
                    validation.split() == Split.VALIDATION,
                    "validation must be a validation stream, but is %s",
                    validation.split().label());
            Require.that(
                    validation.dataset().equals(train.dataset())
                            && validation.source() == train.source()
                            && validation.holdout().equals(train.holdout()),
                    "validation must be held out of the images that train is made of: %s is not, of %s",
                    validation.id(),
                    train.id());
        }
        if (patience != null) {
            Require.inRange(patience, 1, MAX_EPOCHS, "patience");
            Require.that(validation != null, "patience needs a validation stream");
        }
    }

    /** {@code <run>.<architecture>.s<seed>}: key of everything about this trial. */
    public String trial() {
        return run + "." + architecture + ".s" + seed;
    }
}
