package io.atelier.data.dataset;

import io.atelier.contract.Require;

/**
 * A training set and a test set.
 *
 * @param name what stream definitions call it: {@code fashion-mnist} or {@code synthetic}
 * @param train the training images, validation included
 * @param test the test images
 */
public record Dataset(String name, ImageSet train, ImageSet test) {

    public Dataset {
        Require.name(name, "dataset name");
        Require.present(train, "training images");
        Require.present(test, "test images");
    }
}
