package io.atelier.contract.dataset;

import io.atelier.contract.Require;
import io.atelier.contract.architecture.Shape;

/**
 * What trials and streams know of the dataset that they are about: enough to check what comes, and to build a network.
 *
 * @param id its name and the beginning of its pixels' hash: other images are another dataset
 * @param height pixels from top to bottom of every image
 * @param width pixels from left to right
 * @param channels 1 for grey, 3 for red, green and blue
 * @param classes at least 2; labels count from 0
 */
public record DatasetReference(String id, int height, int width, int channels, int classes) {

    public DatasetReference {
        Require.name(id, "dataset.id");
        Require.inRange(height, 1, Shape.MAX_SIDE, "dataset.height");
        Require.inRange(width, 1, Shape.MAX_SIDE, "dataset.width");
        Require.that(channels == 1 || channels == 3, "dataset.channels must be 1 or 3, but is %d", channels);
        Require.inRange(classes, 2, DatasetShape.MAX_CLASSES, "dataset.classes");
    }

    public DatasetReference(String id, DatasetShape shape) {
        this(id, shape.image().height(), shape.image().width(), shape.image().channels(), shape.classes());
    }

    /** What people call it: the id without the hash. */
    public String name() {
        return id.replaceFirst("-[0-9a-f]{8}$", "");
    }

    /** Of one image. */
    public Shape image() {
        return new Shape(height, width, channels);
    }

    public DatasetShape shape() {
        return new DatasetShape(image(), classes);
    }

    @Override
    public String toString() {
        return id + " (" + shape() + ")";
    }
}
