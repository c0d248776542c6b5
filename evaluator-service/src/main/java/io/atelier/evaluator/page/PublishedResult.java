package io.atelier.evaluator.page;

import java.util.Map;
import java.util.Optional;

/**
 * What the study reports about an architecture on the real Fashion-MNIST. Accuracy, precision, recall and F1 are those of
 * its table. Loss and time are those of its log where the two disagree: its table rounds the losses, has 0.22 for
 * {@code fmnist_1} and 0.25 for {@code fmnist_2} where the log has 0.387 and 0.279, and times that are not the sums of the
 * log's epochs.
 *
 * @param accuracy on the test images
 * @param precision macro average
 * @param recall macro average
 * @param f1 macro average
 * @param loss on the test images
 * @param seconds of training, on its machine
 */
record PublishedResult(double accuracy, double precision, double recall, double f1, double loss, int seconds) {

    private static final Map<String, PublishedResult> ALL = Map.of(
            "fmnist_1", new PublishedResult(0.9201, 0.9200, 0.9201, 0.9200, 0.3869, 122),
            "fmnist_2", new PublishedResult(0.9175, 0.9180, 0.9175, 0.9178, 0.2794, 109),
            "fmnist_3", new PublishedResult(0.9265, 0.9260, 0.9265, 0.9263, 0.2131, 125),
            "fmnist_4", new PublishedResult(0.9181, 0.9185, 0.9181, 0.9183, 0.2280, 481),
            "fmnist_5", new PublishedResult(0.9305, 0.9302, 0.9305, 0.9303, 0.2016, 1444),
            "fmnist_6", new PublishedResult(0.9253, 0.9253, 0.9253, 0.9251, 0.2078, 901));

    static Optional<PublishedResult> of(String architecture) {
        return Optional.ofNullable(ALL.get(architecture));
    }
}
