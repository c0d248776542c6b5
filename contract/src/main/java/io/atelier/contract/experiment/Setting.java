package io.atelier.contract.experiment;

import io.atelier.contract.Require;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field of configurations that another value is put into, by its path: {@code recipe.optimizer.learning_rate}, or {@code
 * architectures.tiny.layers.dense_1.units}.
 *
 * @param path as it is written
 * @param architecture whose layer it is; empty for a field of the recipe
 * @param steps the parts of the path below the recipe or the layers
 */
record Setting(String path, Optional<String> architecture, List<String> steps) implements Comparable<Setting> {

    /** The fields of recipes that a sweep may change. Elements of lists go by their kind. */
    static final Set<String> OF_RECIPES = new TreeSet<>(List.of(
            "recipe.batch_size",
            "recipe.epochs",
            "recipe.label_smoothing",
            "recipe.optimizer.learning_rate",
            "recipe.optimizer.beta_1",
            "recipe.optimizer.beta_2",
            "recipe.optimizer.epsilon",
            "recipe.optimizer.weight_decay",
            "recipe.optimizer.momentum",
            "recipe.optimizer.nesterov",
            "recipe.optimizer.rates.weight",
            "recipe.optimizer.rates.bias",
            "recipe.optimizer.rates.gamma",
            "recipe.optimizer.rates.beta",
            "recipe.schedule.warmup",
            "recipe.schedule.start",
            "recipe.schedule.end",
            "recipe.schedule.every",
            "recipe.schedule.factor",
            "recipe.holdout.fraction",
            "recipe.early_stopping.patience",
            "recipe.averaging.ema.decay",
            "recipe.averaging.ema.every",
            "recipe.averaging.lookahead.steps",
            "recipe.averaging.lookahead.share",
            "recipe.augmentations.shift.width",
            "recipe.augmentations.shift.height",
            "recipe.augmentations.rotation.degrees",
            "recipe.augmentations.crop.padding",
            "recipe.augmentations.cutout.size",
            "recipe.augmentations.erase.probability",
            "recipe.augmentations.brightness.range",
            "recipe.augmentations.contrast.range"));

    /** The fields of layers that a sweep may change. */
    static final List<String> OF_LAYERS = List.of("filters", "rate", "units");

    /** What a sweep's paths must be, in words that follow one. */
    static final String SWEPT_RULE = "must be " + String.join(", ", OF_RECIPES)
            + " or architectures.<name>.layers.<layer>.<field> with " + String.join(", ", OF_LAYERS) + " as the field";

    private static final Pattern LAYER = Pattern.compile("architectures\\.(?<architecture>" + Require.NAME
            + ")\\.layers\\.(?<layer>" + Require.NAME + ")\\.(?<field>" + String.join("|", OF_LAYERS) + ")");

    private static final Pattern RECIPE = Pattern.compile("recipe(\\.[a-z0-9_]{1,64}){1,4}");

    /** Where a part's name says enough without its parent's. */
    private static final Set<String> PLAIN_PARENTS = Set.of("recipe", "optimizer", "schedule");

    /** What a sweep may change; empty for any other path. */
    static Optional<Setting> swept(String path) {
        Matcher layer = LAYER.matcher(path);
        if (layer.matches()) {
            return Optional.of(new Setting(
                    path,
                    Optional.of(layer.group("architecture")),
                    List.of(layer.group("layer"), layer.group("field"))));
        }
        return OF_RECIPES.contains(path) ? ofRecipe(path) : Optional.empty();
    }

    /** Any field of recipes; empty for a path of something else. */
    static Optional<Setting> ofRecipe(String path) {
        if (!RECIPE.matcher(path).matches()) {
            return Optional.empty();
        }
        List<String> parts = List.of(path.split("\\."));
        return Optional.of(new Setting(path, Optional.empty(), parts.subList(1, parts.size())));
    }

    boolean appliesTo(Configuration configuration) {
        return architecture.isEmpty()
                || architecture.get().equals(configuration.architecture().name());
    }

    /** What it is called in labels. */
    String shortName() {
        String last = steps.get(steps.size() - 1);
        String parent = steps.size() == 1 ? "recipe" : steps.get(steps.size() - 2);
        return PLAIN_PARENTS.contains(parent) && architecture.isEmpty() ? last : parent + "-" + last;
    }

    @Override
    public int compareTo(Setting other) {
        return path.compareTo(other.path);
    }
}
