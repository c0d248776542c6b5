package io.atelier.data.dataset;

import io.atelier.contract.Require;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetSource;
import java.util.List;

/**
 * A training set and a test set.
 *
 * @param description of these images
 * @param train the training images, validation included
 * @param test the test images
 */
public record Dataset(DatasetDescription description, ImageSet train, ImageSet test) {

    public Dataset {
        Require.present(description, "description");
        requireAs(description, train, description.train(), "training images");
        requireAs(description, test, description.test(), "test images");
    }

    private static void requireAs(DatasetDescription description, ImageSet images, int size, String what) {
        Require.present(images, what);
        Require.that(
                images.size() == size && images.shape().equals(description.image()),
                "expected %d %s of %s, found %d of %s",
                size,
                what,
                description.image(),
                images.size(),
                images.shape());
    }

    /** Describes these images, for which it reads all of them. */
    public static Dataset of(String name, List<String> classes, DatasetSource source, ImageSet train, ImageSet test) {
        String hash = PixelHash.of(train, test);
        DatasetDescription description = new DatasetDescription(
                DatasetDescription.SCHEMA, name, train.shape(), classes, train.size(), test.size(), hash, source);
        return new Dataset(description, train, test);
    }

    /** What stream definitions call it. */
    public String name() {
        return description.name();
    }
}
