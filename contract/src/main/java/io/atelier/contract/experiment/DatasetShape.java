package io.atelier.contract.experiment;

import io.atelier.contract.Require;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.tensor.Batch;

/**
 * What a network must fit.
 *
 * @param image shape of every image
 * @param classes at least 2
 */
public record DatasetShape(Shape image, int classes) {

    public static final int MAX_CLASSES = 1 << 16;

    /** That of a {@link Batch}: every dataset has it as yet. */
    public static final DatasetShape OF_BATCHES = new DatasetShape(new Shape(Batch.SIDE, Batch.SIDE, 1), Batch.CLASSES);

    public DatasetShape {
        Require.present(image, "image");
        Require.inRange(classes, 2, MAX_CLASSES, "classes");
    }

    @Override
    public String toString() {
        return image + " and " + classes + " classes";
    }
}
