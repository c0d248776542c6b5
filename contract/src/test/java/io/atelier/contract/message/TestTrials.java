package io.atelier.contract.message;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.halving.Halving;
import io.atelier.contract.recipe.EarlyStopping;
import io.atelier.contract.recipe.Recipe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What trials of tests are made of. */
public final class TestTrials {

    /** Of the images of tests: 28 x 28, grey, ten classes. */
    public static final DatasetReference DATASET = dataset("synthetic");

    private static final int BATCH_SIZE = 128;

    private TestTrials() {}

    /** 28 x 28, grey, ten classes. */
    public static DatasetReference dataset(String id) {
        return new DatasetReference(id, 28, 28, 1, 10);
    }

    /** The built-in architecture of that name, else a small one with it. */
    public static Architecture architecture(String name) {
        return BuiltIns.find(name)
                .orElseGet(() -> read("{\"name\": \"" + name + "\", \"layers\": [{\"kind\": \"output\"}]}"));
    }

    /** The architecture that JSON describes. */
    public static Architecture read(String json) {
        try {
            return Architecture.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidDefinitionException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Of batches of 128, otherwise as the other one. */
    public static Recipe recipe(StreamDefinition train, int epochs, Integer patience) {
        return recipe(train, BATCH_SIZE, epochs, patience);
    }

    /** Otherwise {@link Recipe#DEFAULT}. */
    public static Recipe recipe(StreamDefinition train, int batchSize, int epochs, Integer patience) {
        return new Recipe(
                batchSize,
                epochs,
                Recipe.DEFAULT.optimizer(),
                Recipe.DEFAULT.schedule(),
                0,
                train.holdout(),
                train.augmentations(),
                Optional.ofNullable(patience).map(EarlyStopping::new),
                List.of(),
                Recipe.DEFAULT.prediction());
    }

    /** A trial of {@link #architecture} whose name is its configuration's, too. */
    public static TrialDefinition trial(
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
        return new TrialDefinition(
                TrialDefinition.SCHEMA,
                run,
                runTrials,
                architecture,
                architecture(architecture),
                recipe(train, epochs, patience),
                seed,
                profile,
                train,
                validation,
                test,
                null,
                null);
    }

    /** The same, planned so that it can be given more epochs. */
    public static TrialDefinition extensible(TrialDefinition trial) {
        return with(trial, trial.halving(), true);
    }

    /** The same among those that compete. */
    public static TrialDefinition competing(TrialDefinition trial, Halving halving) {
        return with(trial, halving, null);
    }

    private static TrialDefinition with(TrialDefinition trial, Halving halving, Boolean extensible) {
        return new TrialDefinition(
                TrialDefinition.SCHEMA,
                trial.run(),
                trial.runTrials(),
                trial.configuration(),
                trial.architecture(),
                trial.recipe(),
                trial.seed(),
                trial.profile(),
                trial.train(),
                trial.validation(),
                trial.test(),
                halving,
                extensible);
    }
}
