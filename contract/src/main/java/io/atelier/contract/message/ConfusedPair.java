package io.atelier.contract.message;

import io.atelier.contract.Require;
import io.atelier.contract.dataset.DatasetShape;

/**
 * Test images of one class that were classified as another.
 *
 * @param label the true class
 * @param predicted the class that they were taken for
 * @param images how many, at least 1
 */
public record ConfusedPair(int label, int predicted, int images) {

    public ConfusedPair {
        Require.inRange(label, 0, DatasetShape.MAX_CLASSES - 1, "label");
        Require.inRange(predicted, 0, DatasetShape.MAX_CLASSES - 1, "predicted");
        Require.that(label != predicted, "a class can't be confused with itself: %d", label);
        Require.inRange(images, 1, Integer.MAX_VALUE, "images");
    }
}
