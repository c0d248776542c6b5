package io.atelier.contract.study;

import io.atelier.contract.Require;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import io.atelier.contract.recipe.Recipe;
import java.util.Optional;

/**
 * An architecture of the study with the recipe by which it was trained.
 *
 * @param architecture name of a built-in one
 * @param published what came of it
 */
public record StudyConfiguration(String architecture, Recipe recipe, PublishedResult published) {

    public StudyConfiguration {
        Require.name(architecture, "architecture");
        Require.present(recipe, "recipe");
        Require.present(published, "published");
    }

    static Optional<StudyConfiguration> read(Value value) {
        Fields fields = value.fields();
        String architecture = fields.name("architecture");
        Optional<Recipe> recipe = fields.required("recipe").flatMap(Recipe::read);
        Optional<PublishedResult> published = fields.required("published").flatMap(PublishedResult::read);
        return fields.make(() -> new StudyConfiguration(architecture, recipe.orElseThrow(), published.orElseThrow()));
    }
}
