package io.atelier.contract.study;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.dataset.KnownShapes;
import io.atelier.contract.definition.DefinitionText;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.definition.Value;
import io.atelier.contract.recipe.Recipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The study that Atelier began with: the resource {@code study.json}, whose notes stand beside it. Thread-safe. */
public final class Study {

    private static final String RESOURCE = "study.json";
    private static final int MAX = 100;
    private static final List<StudyConfiguration> ALL = load();

    private Study() {}

    /** In the order of the study. */
    public static List<StudyConfiguration> configurations() {
        return ALL;
    }

    public static Optional<StudyConfiguration> configuration(String architecture) {
        return ALL.stream()
                .filter(configuration -> configuration.architecture().equals(architecture))
                .findFirst();
    }

    /** The configuration whose architecture this is, layer by layer and not by its name alone. */
    public static Optional<StudyConfiguration> configuration(Architecture architecture) {
        return configuration(architecture.name())
                .filter(found -> BuiltIns.find(found.architecture()).equals(Optional.of(architecture)));
    }

    /**
     * The configuration that this is: its architecture, layer by layer, and its recipe for any number of epochs, on
     * Fashion-MNIST or on images drawn in its place. What was published about it says nothing about the same layers trained in
     * another way, or on other images.
     */
    public static Optional<StudyConfiguration> configuration(
            Architecture architecture, Recipe recipe, DatasetReference dataset) {
        return configuration(architecture)
                .filter(found -> KnownShapes.of(dataset.name()).equals(Optional.of(dataset.shape())))
                .filter(found -> recipe.withEpochs(found.recipe().epochs()).equals(found.recipe()));
    }

    private static List<StudyConfiguration> load() {
        try (InputStream in = Study.class.getResourceAsStream(RESOURCE)) {
            return DefinitionText.read(in.readAllBytes(), Study::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidDefinitionException e) {
            throw new IllegalStateException("The study is not valid: " + e.getMessage(), e);
        }
    }

    private static Optional<List<StudyConfiguration>> read(Value value) {
        Fields fields = value.fields();
        List<StudyConfiguration> all = fields.list("configurations", 1, MAX).stream()
                .map(StudyConfiguration::read)
                .flatMap(Optional::stream)
                .toList();
        return fields.make(() -> all);
    }
}
