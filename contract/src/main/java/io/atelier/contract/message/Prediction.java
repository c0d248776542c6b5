package io.atelier.contract.message;

import io.atelier.contract.Require;
import io.atelier.contract.dataset.DatasetShape;

/**
 * What a checkpoint says about one test image.
 *
 * @param index of the image in the test set, from 0
 * @param label the true class
 * @param predicted the most probable class
 * @param probability of {@code predicted}, in [0, 1]
 */
public record Prediction(int index, int label, int predicted, double probability) {

    public Prediction {
        Require.inRange(index, 0, Integer.MAX_VALUE, "index");
        Require.inRange(label, 0, DatasetShape.MAX_CLASSES - 1, "label");
        Require.inRange(predicted, 0, DatasetShape.MAX_CLASSES - 1, "predicted");
        Require.inRange(probability, 0, 1, "probability");
    }
}
