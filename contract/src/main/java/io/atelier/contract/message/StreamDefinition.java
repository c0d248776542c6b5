package io.atelier.contract.message;

import io.atelier.contract.NumberText;
import io.atelier.contract.Require;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.recipe.Recipe;
import java.util.List;

/**
 * A deterministic sequence of batches. Everything that decides its content is here, so whoever holds the dataset can
 * answer any request for any part of it.
 *
 * @param dataset name of the dataset
 * @param split the part of the dataset
 * @param source how many images of the dataset's file are used, from its beginning, before {@code holdout} divides them
 * @param images how many images the stream has per epoch, after the holdout
 * @param holdout how validation images are taken out of the training set; {@link Holdout#NONE} for the test split
 * @param augmentations changes of the images, in the order in which they happen; only for training
 * @param batchSize images per batch; the last batch of an epoch may be shorter
 * @param seed of shuffles and augmentation; 0 for the validation and test splits, which come in file order
 */
public record StreamDefinition(
        String dataset,
        Split split,
        int source,
        int images,
        Holdout holdout,
        List<Augmentation> augmentations,
        int batchSize,
        long seed) {

    /** The most characters of an {@link #id}. */
    public static final int MAX_ID = 1500;

    /** The largest batch: 256 images of 28 x 28 float32 stay below Kafka's default message limit of 1 MB. */
    public static final int MAX_BATCH_SIZE = Recipe.MAX_BATCH_SIZE;

    private static final int MAX_IMAGES = 10_000_000;

    public StreamDefinition {
        Require.name(dataset, "stream.dataset");
        Require.present(split, "stream.split");
        Require.present(holdout, "stream.holdout");
        augmentations = Recipe.checked(Require.present(augmentations, "stream.augmentations"));
        Require.inRange(source, 1, MAX_IMAGES, "stream.source");
        Require.inRange(images, 1, source, "stream.images");
        Require.inRange(batchSize, 1, MAX_BATCH_SIZE, "stream.batch_size");
        Require.that(
                split == Split.TRAIN || augmentations.isEmpty(),
                "only the train split is augmented, not %s",
                split.label());
        Require.that(split == Split.TRAIN || seed == 0, "only the train split has a seed, not %s", split.label());
        Require.that(split != Split.TEST || holdout.equals(Holdout.NONE), "the test split has no holdout");
        Require.that(
                split != Split.VALIDATION || !holdout.equals(Holdout.NONE), "the validation split needs a holdout");
    }

    /** Batches per epoch. */
    public int batches() {
        return (images + batchSize - 1) / batchSize;
    }

    /** Images in batch {@code index} of an epoch. */
    public int batchLength(int index) {
        Require.inRange(index, 0, batches() - 1, "batch index");
        return Math.min(batchSize, images - index * batchSize);
    }

    /** The key of this stream: equal for equal definitions, readable in a console consumer. */
    public String id() {
        StringBuilder id = new StringBuilder(dataset)
                .append('/')
                .append(split.label())
                .append('/')
                .append(source);
        if (holdout.method() != Holdout.Method.NONE) {
            id.append('/').append(holdout.method().label()).append(NumberText.of(holdout.fraction()));
            if (holdout.method() == Holdout.Method.SHUFFLED) {
                id.append('-').append(holdout.seed());
            }
        }
        augmentations.forEach(augmentation -> id.append('/').append(augmentation.id()));
        id.append("/b").append(batchSize);
        return split == Split.TRAIN ? id.append("/s").append(seed).toString() : id.toString();
    }
}
