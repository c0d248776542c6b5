package io.atelier.contract.experiment;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.architecture.UnknownArchitectureException;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.contract.definition.Faults;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import io.atelier.contract.recipe.Recipe;
import io.atelier.contract.study.Study;
import io.atelier.contract.study.StudyConfiguration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the configurations that an experiment spells out: its architectures, recipes and their labels. Confined to one thread. */
final class ConfigurationsReader {

    private final Optional<DatasetShape> dataset;
    private final Fields fields;
    private final Faults faults;

    /** The elements of {@code architectures} by name; empty where one is wrong. */
    private final Map<String, Optional<Place>> architectures = new LinkedHashMap<>();

    private final Set<String> used = new HashSet<>();
    private final Map<String, String> labels = new HashMap<>();

    /** For all configurations without one of their own; empty where it is wrong. */
    private Optional<Recipe> recipe = Optional.empty();

    /** An architecture and its path. */
    private record Place(Architecture architecture, String path) {}

    ConfigurationsReader(Optional<DatasetShape> dataset, Fields fields, Faults faults) {
        this.dataset = dataset;
        this.fields = fields;
        this.faults = faults;
    }

    /** Without those that are wrong. */
    List<Configuration> read() {
        list("architectures").forEach(this::readArchitecture);
        recipe = fields.optional("recipe").flatMap(Recipe::read);
        List<Value> values = list("configurations");
        List<Configuration> all = new ArrayList<>();
        if (fields.has("configurations")) {
            values.forEach(value -> configuration(value).ifPresent(all::add));
            requireUse();
        } else {
            if (!fields.has("architectures")) {
                readStudy();
            }
            architectures.values().stream().flatMap(Optional::stream).forEach(place -> configuration(
                            place.architecture().name(), place, Optional.empty())
                    .ifPresent(all::add));
        }
        return all;
    }

    /** A profile alone is about all of the study. */
    private void readStudy() {
        if (!fields.has("profile")) {
            fields.required("architectures");
            return;
        }
        Value profile = fields.optional("profile").orElseThrow();
        for (StudyConfiguration configuration : Study.configurations()) {
            String name = configuration.architecture();
            architectures.put(name, builtIn(name).map(architecture -> place(architecture, profile)));
        }
    }

    private List<Value> list(String name) {
        return fields.optional(name)
                .map(value -> value.list(1, Experiment.MAX_CONFIGURATIONS))
                .orElse(List.of());
    }

    private void readArchitecture(Value value) {
        Optional<Place> place = architecture(value);
        String name = place.map(read -> read.architecture().name()).orElse(value.path());
        Optional<Place> before = architectures.putIfAbsent(name, place);
        if (before != null) {
            String field = value.isObject() ? ".name" : "";
            faults.add(
                    value.path() + field,
                    "must be unique, but " + before.map(Place::path).orElse("another") + " is " + name + " too");
        }
    }

    /** A built-in by its name, or a definition; empty after a fault was added. */
    private Optional<Place> architecture(Value value) {
        if (value.isText()) {
            Optional<Architecture> found = builtIn(value.json().textValue());
            if (found.isEmpty()) {
                value.fault("must be one of " + String.join(", ", known()) + ", or a definition, but is " + value);
            }
            return found.map(architecture -> place(architecture, value));
        }
        if (!value.isObject()) {
            value.fault("must be the name of a built-in or a definition, but is " + value);
            return Optional.empty();
        }
        Optional<Architecture> read = Architecture.read(value);
        Optional<Architecture> namesake = read.flatMap(found -> builtIn(found.name()));
        if (namesake.isPresent() && !namesake.equals(read)) {
            faults.add(
                    Value.segment(value.path(), "name"),
                    "must not be " + read.get() + ", since that is a built-in with other layers: choose another name");
            return Optional.empty();
        }
        return read.map(found -> place(found, value));
    }

    /** Says at once what does not fit, whatever the recipe is. */
    private Place place(Architecture architecture, Value value) {
        Fit.network(architecture, dataset, value.path(), faults);
        return new Place(architecture, value.path());
    }

    /** The names that a configuration may give. */
    private List<String> known() {
        List<String> names = new ArrayList<>(architectures.keySet());
        names.removeIf(
                name -> architectures.get(name).isEmpty() || BuiltIns.names().contains(name));
        names.addAll(BuiltIns.names());
        return names;
    }

    private static Optional<Architecture> builtIn(String name) {
        try {
            return Optional.of(BuiltIns.named(name));
        } catch (UnknownArchitectureException e) {
            return Optional.empty();
        }
    }

    private Optional<Configuration> configuration(Value value) {
        Fields own = value.fields();
        int before = faults.count();
        Optional<Value> asked = own.required("architecture");
        Optional<Place> place = asked.flatMap(this::architectureOfConfiguration);
        Optional<Value> given = own.optional("recipe");
        Optional<Recipe> read = given.flatMap(Recipe::read);
        Optional<String> label = own.optional("label").map(Value::name);
        own.done();
        place.ifPresent(found -> requireUnique(
                label.orElse(found.architecture().name()), label.isPresent() ? own.path("label") : value.path()));
        if (faults.count() > before || place.isEmpty()) {
            return Optional.empty();
        }
        return configuration(
                label.orElse(place.get().architecture().name()),
                place.get(),
                given.map(recipeValue -> new OwnRecipe(read.orElseThrow(), recipeValue.path())));
    }

    /** A recipe of one configuration alone and its path. */
    private record OwnRecipe(Recipe recipe, String path) {}

    private Optional<Place> architectureOfConfiguration(Value value) {
        String name = value.isText() ? value.json().textValue() : "";
        if (architectures.containsKey(name)) {
            used.add(name);
            return architectures.get(name);
        }
        boolean perhapsWrong = architectures.containsValue(Optional.<Place>empty());
        // It may be one of those whose name could not be read.
        return perhapsWrong && value.isText() ? Optional.empty() : architecture(value);
    }

    private void requireUnique(String label, String path) {
        String before = labels.putIfAbsent(label, path);
        if (before != null) {
            faults.add(path, "must have a label of its own, but " + before + " is " + label + " too");
        }
    }

    private void requireUse() {
        architectures.forEach((name, place) -> {
            if (!used.contains(name) && place.isPresent()) {
                faults.add(place.get().path(), "must be the architecture of a configuration, but none names " + name);
            }
        });
    }

    private Optional<Configuration> configuration(String label, Place place, Optional<OwnRecipe> own) {
        Architecture architecture = place.architecture();
        Optional<Recipe> chosen = own.map(OwnRecipe::recipe);
        if (own.isEmpty()) {
            chosen = fields.has("recipe")
                    ? recipe
                    : Study.configuration(architecture.name())
                            .map(StudyConfiguration::recipe)
                            .or(() -> Optional.of(Recipe.DEFAULT));
        }
        String path = own.map(OwnRecipe::path).orElse(fields.path("recipe"));
        return chosen.map(found -> new Configuration(label, architecture, found))
                .filter(configuration -> Fit.check(configuration, dataset, place.path(), path, faults));
    }
}
