package io.atelier.contract.message;

import io.atelier.contract.NumberText;
import io.atelier.contract.Require;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.recipe.Recipe;
import java.util.List;

/**
 * A deterministic sequence of images with labels, cut into records. Everything that decides its content is here, so whoever
 * holds the dataset can answer any request for any part of it, and whoever reads it knows what must come.
 *
 * @param dataset the dataset
 * @param split the part of the dataset
 * @param source how many images of that part are used, from its beginning, before {@code holdout} divides them
 * @param images how many images the stream has per epoch, after the holdout
 * @param holdout how validation images are taken out of the training set; {@link Holdout#NONE} for the test split
 * @param augmentations changes of the images, in the order in which they happen; only for training
 * @param recordImages images per record, see {@link #recordImages(Shape, List)}; the last record of an epoch may
 *     have fewer. A batch of a training is another thing: it is made of as many records as it needs
 * @param seed of shuffles and augmentation; 0 for the validation and test splits, which come in the dataset's order
 */
public record StreamDefinition(
        DatasetReference dataset,
        Split split,
        int source,
        int images,
        Holdout holdout,
        List<Augmentation> augmentations,
        int recordImages,
        long seed) {

    /** The most characters of an {@link #id}. */
    public static final int MAX_ID = 1500;

    /** The most bytes of images and labels in a record: with its header it stays below Kafka's default limit of 1 MB. */
    public static final int MAX_RECORD_BYTES = 900 * 1024;

    /** In the part of a dataset that a stream is made of. */
    public static final int MAX_IMAGES = 10_000_000;

    public StreamDefinition {
        Require.present(dataset, "stream.dataset");
        Require.present(split, "stream.split");
        Require.present(holdout, "stream.holdout");
        augmentations = Recipe.checked(Require.present(augmentations, "stream.augmentations"));
        Require.inRange(source, 1, MAX_IMAGES, "stream.source");
        Require.inRange(images, 1, source, "stream.images");
        int most = recordImages(dataset.image(), augmentations);
        Require.that(
                recordImages >= 1 && recordImages <= most,
                "stream.record_images must be between 1 and %d, as many %s images of %s as fit %d bytes, but is %d",
                most,
                Encoding.of(augmentations),
                dataset.image(),
                MAX_RECORD_BYTES,
                recordImages);
        Require.that(
                split == Split.TRAIN || augmentations.isEmpty(),
                "only the train split is augmented, not %s",
                split.label());
        Require.that(split == Split.TRAIN || seed == 0, "only the train split has a seed, not %s", split.label());
        Require.that(split != Split.TEST || holdout.equals(Holdout.NONE), "the test split has no holdout");
        Require.that(
                split != Split.VALIDATION || !holdout.equals(Holdout.NONE), "the validation split needs a holdout");
    }

    /** As many as fit a record; 0 if an image is too large for one. */
    public static int recordImages(Shape image, List<Augmentation> augmentations) {
        return (int) (MAX_RECORD_BYTES / Encoding.of(augmentations).imageBytes(image));
    }

    /** Of the pixels. */
    public Encoding encoding() {
        return Encoding.of(augmentations);
    }

    /** Records per epoch. */
    public int records() {
        return (images + recordImages - 1) / recordImages;
    }

    /** Images in record {@code index} of an epoch. */
    public int recordLength(int index) {
        Require.inRange(index, 0, records() - 1, "record index");
        return Math.min(recordImages, images - index * recordImages);
    }

    /** Bytes of images and labels in a full record. */
    public int recordBytes() {
        return (int) (recordImages * encoding().imageBytes(dataset.image()));
    }

    /** The key of this stream: equal for equal definitions, readable in a console consumer. */
    public String id() {
        StringBuilder id = new StringBuilder(dataset.id())
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
        id.append("/r").append(recordImages);
        return split == Split.TRAIN ? id.append("/s").append(seed).toString() : id.toString();
    }
}
