package io.atelier.data.planning;

import io.atelier.contract.Json;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.recipe.Recipe;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What decides a trial, as fields and values: all of its definition but the run's name and the version of the message.
 * Names of runs are derived from it, so it must not change with the wire format. A field that is added later is left out
 * where it has the value that it had implicitly before: runs that were planned without it keep their names.
 */
final class TrialContent {

    private static final int NAME_BYTES = 4;

    /** Fewer digits than a double has: the same text from every platform. */
    private static final MathContext DIGITS = new MathContext(15);

    private static final Augmentation NO_CHANGE = new Augmentation.Keras(0, 0, 0, false);

    private TrialContent() {}

    /** Fields and values of one trial, in a fixed order. */
    static Map<String, String> of(TrialDefinition trial) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("configuration", trial.configuration());
        fields.put("seed", Long.toString(trial.seed()));
        fields.put("profile", trial.profile());
        fields.put("epochs", Integer.toString(trial.epochs()));
        fields.put("patience", trial.patience() == null ? "none" : Integer.toString(trial.patience()));
        add(fields, "train", trial.train(), trial.recipe());
        if (trial.validation() == null) {
            fields.put("validation", "none");
        } else {
            add(fields, "validation", trial.validation(), trial.recipe());
        }
        add(fields, "test", trial.test(), trial.recipe());
        fields.put("recipe", json(trial.recipe()));
        fields.put("architecture", json(trial.architecture()));
        fields.put("classes", Integer.toString(trial.dataset().classes()));
        if (trial.halving() != null) {
            fields.put("halving", json(trial.halving()));
        }
        if (trial.canBeExtended()) {
            fields.put("extensible", "true");
        }
        return fields;
    }

    /** Eight hex digits of a SHA-256 over lines {@code field=value}, with an empty line between trials. */
    static String hash(List<TrialDefinition> trials) {
        String text = trials.stream().map(TrialContent::lines).collect(Collectors.joining("\n"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    static String lines(TrialDefinition trial) {
        return of(trial).entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static void add(Map<String, String> fields, String name, StreamDefinition stream, Recipe recipe) {
        fields.put(name + ".dataset", stream.dataset().id());
        fields.put(name + ".source", Integer.toString(stream.source()));
        fields.put(name + ".images", Integer.toString(stream.images()));
        Holdout holdout = stream.holdout();
        fields.put(name + ".holdout.method", holdout.method().label());
        fields.put(name + ".holdout.fraction", number(holdout.fraction()));
        fields.put(name + ".holdout.seed", Long.toString(holdout.seed()));
        add(fields, name, stream.augmentations());
        fields.put(name + ".batch_size", Integer.toString(recipe.batchSize()));
        fields.put(name + ".seed", Long.toString(stream.seed()));
    }

    /** None, or Keras' alone, as they were written before there were lists. */
    private static void add(Map<String, String> fields, String name, List<Augmentation> augmentations) {
        Augmentation first = augmentations.isEmpty() ? NO_CHANGE : augmentations.get(0);
        if (first instanceof Augmentation.Keras keras && augmentations.size() <= 1) {
            fields.put(name + ".augmentation.width_shift", number(keras.widthShift()));
            fields.put(name + ".augmentation.height_shift", number(keras.heightShift()));
            fields.put(name + ".augmentation.rotation", number(keras.rotation()));
            fields.put(name + ".augmentation.horizontal_flip", Boolean.toString(keras.horizontalFlip()));
        } else {
            fields.put(
                    name + ".augmentations",
                    augmentations.stream().map(Augmentation::id).collect(Collectors.joining("/")));
        }
    }

    private static String json(Object definition) {
        return new String(Json.write(definition), StandardCharsets.UTF_8);
    }

    private static String number(double value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
