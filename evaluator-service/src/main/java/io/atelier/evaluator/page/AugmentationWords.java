package io.atelier.evaluator.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.experiment.Differences;
import io.atelier.contract.recipe.Augmentation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Augmentations as people say them, without what is as usual. */
final class AugmentationWords {

    private AugmentationWords() {}

    /** In the order in which they happen. */
    static String of(List<Augmentation> augmentations) {
        return augmentations.isEmpty()
                ? "no augmentation"
                : augmentations.stream().map(AugmentationWords::of).collect(Collectors.joining(", "));
    }

    private static String of(Augmentation augmentation) {
        if (augmentation instanceof Augmentation.Keras keras) {
            return String.format(
                    Locale.ROOT,
                    "shifts up to %.0f %% by %.0f %%, rotation up to %.0f°%s",
                    100 * keras.widthShift(),
                    100 * keras.heightShift(),
                    keras.rotation(),
                    keras.horizontalFlip() ? ", flips" : "");
        }
        ObjectNode fields = augmentation.write();
        String kind = fields.remove("kind").asText();
        String settings = fields.properties().stream()
                .map(field -> field.getKey() + " " + text(field.getValue()))
                .collect(Collectors.joining(", "));
        return settings.isEmpty() ? kind : kind + " (" + settings + ")";
    }

    private static String text(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(Differences::text)
                        .collect(Collectors.joining(" to "))
                : Differences.text(value);
    }
}
