package io.atelier.local.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.architecture.UnknownArchitectureException;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.recipe.Recipe;
import io.atelier.contract.study.Study;
import io.atelier.contract.study.StudyConfiguration;
import java.util.List;
import java.util.Optional;

/** A built-in architecture as a file to start from. */
public final class BuiltInFile {

    private BuiltInFile() {}

    /** As YAML. */
    public static String of(String name) throws UnknownArchitectureException {
        Architecture architecture = BuiltIns.named(name);
        Optional<Recipe> recipe = Study.configuration(name).map(StudyConfiguration::recipe);
        FieldWriter out = new FieldWriter().objects("architectures", List.of(architecture.write()));
        recipe.ifPresent(found -> out.object("recipe", inFull(found)));
        return "# The built-in " + name + (recipe.isPresent() ? " with the study's recipe" : "")
                + ". Give it a name of your own when you change its layers.\n"
                + "# What is left out has its default; atelier check FILE says what it needs.\n"
                + YamlWriter.write(out.done());
    }

    /** With the two fields that are changed first. */
    private static ObjectNode inFull(Recipe recipe) {
        ObjectNode written = new FieldWriter()
                .put("batch_size", recipe.batchSize())
                .put("epochs", recipe.epochs())
                .done();
        return written.setAll(recipe.write());
    }
}
