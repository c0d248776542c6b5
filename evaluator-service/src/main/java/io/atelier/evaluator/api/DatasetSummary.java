package io.atelier.evaluator.api;

import io.atelier.contract.dataset.DatasetDescription;

/**
 * A dataset in the list of datasets.
 *
 * @param dataset its id
 * @param name what people call it
 * @param kind of its source, such as {@code folder}
 * @param height of every image
 * @param width of every image
 * @param channels 1 for grey, 3 for red, green and blue
 * @param classes how many
 * @param train number of training images, those included that validate
 * @param test number of test images
 */
public record DatasetSummary(
        String dataset,
        String name,
        String kind,
        int height,
        int width,
        int channels,
        int classes,
        int train,
        int test) {

    static DatasetSummary of(DatasetDescription description) {
        return new DatasetSummary(
                description.id(),
                description.name(),
                description.source().kind(),
                description.image().height(),
                description.image().width(),
                description.image().channels(),
                description.classes().size(),
                description.train(),
                description.test());
    }
}
