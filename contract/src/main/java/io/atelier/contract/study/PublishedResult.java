package io.atelier.contract.study;

import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import io.atelier.contract.recipe.Recipe;
import java.util.Optional;

/**
 * What the study published about an architecture on the real Fashion-MNIST.
 *
 * @param accuracy on the test images
 * @param precision macro average
 * @param recall macro average
 * @param f1 macro average
 * @param loss on the test images
 * @param epochs trained
 * @param seconds of training, on its machine
 */
public record PublishedResult(
        double accuracy, double precision, double recall, double f1, double loss, int epochs, double seconds) {

    private static final double MAX_LOSS = 1e6;
    private static final double MAX_SECONDS = 1e9;

    /** Empty for an architecture that the study does not have. */
    public static Optional<PublishedResult> of(String architecture) {
        return Study.configuration(architecture).map(StudyConfiguration::published);
    }

    static Optional<PublishedResult> read(Value value) {
        Fields fields = value.fields();
        double accuracy = fields.number("accuracy", 0, 1);
        double precision = fields.number("precision", 0, 1);
        double recall = fields.number("recall", 0, 1);
        double f1 = fields.number("f1", 0, 1);
        double loss = fields.number("loss", 0, MAX_LOSS);
        int epochs = fields.integer("epochs", 1, Recipe.MAX_EPOCHS);
        double seconds = fields.number("seconds", 0, MAX_SECONDS);
        return fields.make(() -> new PublishedResult(accuracy, precision, recall, f1, loss, epochs, seconds));
    }
}
