package io.atelier.contract.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.Require;
import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.recipe.Recipe;

/**
 * An architecture with the recipe by which it is trained.
 *
 * @param label its name, unique in its run
 */
public record Configuration(String label, Architecture architecture, Recipe recipe) {

    public Configuration {
        Require.name(label, "label");
        Require.present(architecture, "architecture");
        Require.present(recipe, "recipe");
    }

    /** Whether it is {@code other} with more epochs. */
    boolean isLongerThan(Configuration other) {
        return recipe.epochs() > other.recipe.epochs()
                && equals(new Configuration(other.label, other.architecture, other.recipe.withEpochs(recipe.epochs())));
    }

    ObjectNode write() {
        return new FieldWriter()
                .put("label", label)
                .object("architecture", architecture.write())
                .object("recipe", recipe.write())
                .done();
    }

    @Override
    public String toString() {
        return label;
    }
}
