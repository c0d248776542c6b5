package io.atelier.trainer.training;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TestTrials;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.recipe.Recipe;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Small trials for tests. */
public final class Trials {

    private static final Holdout QUARTER = Holdout.tail(0.25);

    private Trials() {}

    /** Without validation. */
    public static TrialDefinition plain(String run, String architecture, int images, int batchSize, int epochs) {
        StreamDefinition train =
                stream(TestTrials.DATASET, Split.TRAIN, images, images, Holdout.NONE, List.of(), batchSize);
        Recipe recipe = TestTrials.recipe(train, batchSize, epochs, null);
        return of(run, architecture, TestTrials.architecture(architecture), recipe, images);
    }

    /** Three quarters of {@code images} train, one quarter validates. */
    public static TrialDefinition validated(
            String run, String architecture, int images, int batchSize, int epochs, Integer patience) {
        StreamDefinition train =
                stream(TestTrials.DATASET, Split.TRAIN, images, images * 3 / 4, QUARTER, List.of(), batchSize);
        Recipe recipe = TestTrials.recipe(train, batchSize, epochs, patience);
        return of(run, architecture, TestTrials.architecture(architecture), recipe, images);
    }

    /** With a holdout of a quarter, or with none. */
    public static TrialDefinition of(
            String run, String configuration, Architecture architecture, Recipe recipe, int images) {
        return of(run, configuration, architecture, recipe, images, TestTrials.DATASET);
    }

    /** The same of other images. */
    public static TrialDefinition of(
            String run,
            String configuration,
            Architecture architecture,
            Recipe recipe,
            int images,
            DatasetReference dataset) {
        boolean validated = recipe.holdout().equals(QUARTER);
        int batchSize = recipe.batchSize();
        int train = validated ? images * 3 / 4 : images;
        return new TrialDefinition(
                TrialDefinition.SCHEMA,
                run,
                1,
                configuration,
                architecture,
                recipe,
                1,
                "test",
                stream(dataset, Split.TRAIN, images, train, recipe.holdout(), recipe.augmentations(), batchSize),
                validated ? stream(dataset, Split.VALIDATION, images, images / 4, QUARTER, List.of(), batchSize) : null,
                stream(dataset, Split.TEST, images, images, Holdout.NONE, List.of(), batchSize),
                null,
                null);
    }

    /** The recipe that JSON describes. */
    public static Recipe recipe(String json) {
        try {
            return Recipe.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidDefinitionException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Records have other images than batches, so that a batch is made of parts of them. */
    private static StreamDefinition stream(
            DatasetReference dataset,
            Split split,
            int source,
            int images,
            Holdout holdout,
            List<Augmentation> augmentations,
            int batchSize) {
        return new StreamDefinition(
                dataset,
                split,
                source,
                images,
                holdout,
                augmentations,
                Math.max(1, 3 * batchSize / 4),
                split == Split.TRAIN ? 1 : 0);
    }
}
