package io.atelier.contract.study;

import java.util.Map;
import java.util.Optional;

/**
 * What the study published about an architecture on the real Fashion-MNIST. Accuracy, precision, recall and F1 are those
 * of its table. Where its table and its log disagree, this is the log: the test losses of {@code fmnist_1} to
 * {@code fmnist_4}, for which the table has 0.22, 0.25, 0.2 and 0.23, and all times, for which it has round numbers.
 *
 * @param accuracy on the test images
 * @param precision macro average
 * @param recall macro average
 * @param f1 macro average
 * @param loss on the test images
 * @param epochs trained
 * @param seconds of training, on its machine; the sum over the epochs where it states no total
 */
public record PublishedResult(
        double accuracy, double precision, double recall, double f1, double loss, int epochs, double seconds) {

    private static final Map<String, PublishedResult> ALL = Map.of(
            "fmnist_1", new PublishedResult(0.9201, 0.92, 0.9201, 0.92, 0.3869, 10, 122),
            "fmnist_2", new PublishedResult(0.9175, 0.918, 0.9175, 0.9178, 0.2794, 10, 109),
            "fmnist_3", new PublishedResult(0.9265, 0.926, 0.9265, 0.9263, 0.2131, 24, 126.7),
            "fmnist_4", new PublishedResult(0.9181, 0.9185, 0.9181, 0.9183, 0.2280, 19, 483.9),
            "fmnist_5", new PublishedResult(0.9305, 0.930159, 0.9305, 0.930260, 0.201618, 50, 1444),
            "fmnist_6", new PublishedResult(0.9253, 0.925311, 0.9253, 0.925124, 0.207843, 36, 901));

    public static Optional<PublishedResult> of(String architecture) {
        return Optional.ofNullable(ALL.get(architecture));
    }
}
