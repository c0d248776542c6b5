package io.atelier.contract.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atelier.contract.architecture.LayerKind;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.contract.definition.Fault;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.definition.Value;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Averaging;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.recipe.Optimizer;
import io.atelier.contract.recipe.Schedule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema permits and refuses, in every field of every kind, what the reader does. */
class ExperimentSchemaTest {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final JsonNode SCHEMA = schema();

    /** Large enough for every window. */
    private static final DatasetShape IMAGES = new DatasetShape(new Shape(64, 64, 3), 10);

    /** Experiments by the group of definitions one of which stands for %s, and where that is. */
    private static final Map<String, List<String>> CONTEXTS = Map.ofEntries(
            Map.entry("topic", List.of("{'architectures': ['fmnist_1'], 'dataset': %s}", "dataset")),
            Map.entry("layer", List.of(ofLayer(), "architectures[0].layers[0]")),
            Map.entry("architecture", List.of("{'architectures': [%s]}", "architectures[0]")),
            Map.entry("recipe", List.of(ofRecipe("%s"), "recipe")),
            Map.entry(
                    "rates",
                    List.of(ofRecipe("{'optimizer': {'kind': 'sgd', 'rates': %s}}"), "recipe.optimizer.rates")),
            Map.entry("optimizer", List.of(ofRecipe("{'optimizer': %s}"), "recipe.optimizer")),
            Map.entry("schedule", List.of(ofRecipe("{'schedule': %s}"), "recipe.schedule")),
            Map.entry("holdout", List.of(ofRecipe("{'holdout': %s}"), "recipe.holdout")),
            Map.entry("early", List.of(ofRecipe("{'early_stopping': %s}"), "recipe.early_stopping")),
            Map.entry("prediction", List.of(ofRecipe("{'prediction': %s}"), "recipe.prediction")),
            Map.entry("averaging", List.of(ofRecipe("{'averaging': [%s]}"), "recipe.averaging[0]")),
            Map.entry("augmentation", List.of(ofRecipe("{'augmentations': [%s]}"), "recipe.augmentations[0]")),
            Map.entry("configuration", List.of("{'configurations': [%s]}", "configurations[0]")),
            Map.entry(
                    "sweep",
                    List.of(
                            "{'architectures': ['fmnist_1'], 'recipe': {'epochs': 100000, 'holdout': {'kind': 'tail',"
                                    + " 'fraction': 0.1}}, 'sweep': %s}",
                            "sweep")),
            Map.entry(
                    "swept",
                    List.of(
                            "{'architectures': ['fmnist_1'], 'sweep': {'method': 'random', 'number': 1, 'parameters':"
                                    + " {'recipe.label_smoothing': %s}}}",
                            "sweep.parameters[\"recipe.label_smoothing\"]")));

    private static String ofLayer() {
        return "{'architectures': [{'name': 't', 'layers': [%s, {'kind': 'output'}]}]}";
    }

    private static String ofRecipe(String recipe) {
        return "{'architectures': ['fmnist_1'], 'recipe': " + recipe + "}";
    }

    private static JsonNode schema() {
        try {
            return MAPPER.readTree(ExperimentSchema.text());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<String> definitions() {
        List<String> names = new ArrayList<>();
        SCHEMA.get("definitions").fieldNames().forEachRemaining(names::add);
        return names.stream().filter(name -> !name.equals("values"));
    }

    @Test
    void shouldHaveEveryKind() {
        assertThat(kinds("layer")).isEqualTo(labels(LayerKind.values()));
        assertThat(kinds("optimizer")).isEqualTo(labels(Optimizer.Kind.values()));
        assertThat(kinds("schedule")).isEqualTo(labels(Schedule.Kind.values()));
        assertThat(kinds("holdout")).isEqualTo(labels(Holdout.Method.values()));
        assertThat(kinds("averaging")).isEqualTo(labels(Averaging.Kind.values()));
        assertThat(kinds("augmentation")).isEqualTo(labels(Augmentation.Kind.values()));
        assertThat(kinds("swept")).isEqualTo(labels(SweptValues.Kind.values()));
        for (String group :
                List.of("layer", "optimizer", "schedule", "holdout", "averaging", "augmentation", "swept")) {
            kinds(group).forEach(kind -> assertThat(ExperimentSchema.text())
                    .as("kind is %s in %s", kind, group)
                    .contains("{\"$ref\": \"#/definitions/" + group + "_" + kind + "\"}"));
        }
    }

    @Test
    void shouldKnowTheFieldsOfTheWhole() {
        String message = faults("{'zzz': 1}", "zzz").get(0);

        assertThat(names(SCHEMA.get("properties"))).isEqualTo(known(message));
    }

    @Test
    void shouldListThePathsOfSweeps() {
        JsonNode names = SCHEMA.at("/definitions/sweep_grid/properties/parameters/propertyNames/anyOf");

        Set<String> listed = new TreeSet<>();
        names.get(0).get("enum").forEach(path -> listed.add(path.textValue()));
        assertThat(listed).isEqualTo(Setting.OF_RECIPES);
        assertThat(names.get(1).get("pattern").textValue())
                .contains(String.join("|", new TreeSet<>(Setting.OF_LAYERS)));
        assertThat(SCHEMA.at("/definitions/sweep_random/properties/parameters/propertyNames/anyOf"))
                .isEqualTo(names);
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void shouldHaveTheReadersFields(String name) {
        ObjectNode object = example(name);
        object.put("zzz", 1);

        assertThat(names(definition(name).get("properties")))
                .isEqualTo(known(told(name, object, "zzz").get(0)));
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void shouldRequireWhatTheReaderRequires(String name) {
        for (String field : names(definition(name).get("properties"))) {
            ObjectNode object = example(name);
            boolean given = object.remove(field) != null;
            boolean required = definition(name).path("required").toString().contains("\"" + field + "\"");

            // Filters may be left out with groups all.
            if (given && !field.equals("filters")) {
                assertThat(told(name, object, field).isEmpty())
                        .as("%s without %s", name, field)
                        .isNotEqualTo(required);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void shouldHaveTheReadersBoundsAndDefaults(String name) {
        definition(name).get("properties").properties().forEach(property -> {
            String field = property.getKey();
            JsonNode schema = property.getValue();
            permitted(schema).stream()
                    // It must be above the least.
                    .filter(value -> !field.equals("most") || !value.equals(schema.get("minimum")))
                    .forEach(value -> assertThat(told(name, with(name, field, value), field))
                            .as("%s.%s is %s", name, field, value)
                            .isEmpty());
            refused(schema).forEach(value -> assertThat(told(name, with(name, field, value), field))
                    .as("%s.%s is %s", name, field, value)
                    .isNotEmpty());
            if (schema.has("default")) {
                ObjectNode without = example(name);
                without.remove(field);
                assertThat(written(name, with(name, field, schema.get("default"))))
                        .as("%s.%s has its default", name, field)
                        .isEqualTo(written(name, without));
            }
        });
    }

    /** Values at the bounds. */
    private static List<JsonNode> permitted(JsonNode schema) {
        List<JsonNode> values = new ArrayList<>();
        schema.path("enum").forEach(values::add);
        schema.path("anyOf").forEach(one -> values.addAll(permitted(one)));
        if (schema.has("minimum")) {
            values.add(schema.get("minimum"));
            values.add(schema.get("maximum"));
        }
        if (schema.path("type").asText().equals("boolean")) {
            values.add(MAPPER.getNodeFactory().booleanNode(true));
            values.add(MAPPER.getNodeFactory().booleanNode(false));
        }
        return values;
    }

    /** Values beyond the bounds, and of another type. */
    private static List<JsonNode> refused(JsonNode schema) {
        List<JsonNode> values = new ArrayList<>();
        boolean integer = schema.path("type").asText().equals("integer");
        schema.path("anyOf").forEach(one -> values.addAll(refused(one)));
        if (schema.has("minimum")) {
            double least = schema.get("minimum").doubleValue();
            double most = schema.get("maximum").doubleValue();
            values.add(integer ? LongNode.valueOf((long) least - 1) : DoubleNode.valueOf(Math.nextDown(least)));
            if (!integer) {
                values.add(DoubleNode.valueOf(Math.nextUp(most)));
            } else if (most < Long.MAX_VALUE) {
                values.add(LongNode.valueOf((long) most + 1));
            }
            values.add(TextNode.valueOf("many"));
        }
        if (schema.has("enum")
                || schema.has("const")
                || schema.path("type").asText().equals("boolean")) {
            values.add(TextNode.valueOf("else"));
            values.add(IntNode.valueOf(7));
        }
        return values;
    }

    private static JsonNode definition(String name) {
        return SCHEMA.get("definitions").get(name);
    }

    private static ObjectNode example(String name) {
        return definition(name).get("examples").get(0).deepCopy();
    }

    private static ObjectNode with(String name, String field, JsonNode value) {
        return example(name).set(field, value);
    }

    /** What the reader says about a field of an object that is as {@code name} is defined. */
    private static List<String> told(String name, ObjectNode object, String field) {
        List<String> context = CONTEXTS.get(group(name));
        return faults(context.get(0).formatted(object), context.get(1) + "." + field);
    }

    private static List<String> faults(String json, String path) {
        try {
            Experiment.read(Experiments.bytes(json), IMAGES);
            return List.of();
        } catch (InvalidDefinitionException e) {
            return e.faults().stream()
                    .filter(fault -> fault.path().equals(path))
                    .map(Fault::message)
                    .toList();
        }
    }

    private static String written(String name, ObjectNode object) {
        String json = CONTEXTS.get(group(name)).get(0).formatted(object).replace('\'', '"');
        try {
            return Experiment.read(json.getBytes(StandardCharsets.UTF_8), IMAGES)
                    .write()
                    .toString();
        } catch (InvalidDefinitionException e) {
            return e.getMessage();
        }
    }

    private static String group(String name) {
        return name.replaceFirst("_.*", "");
    }

    private static Set<String> kinds(String group) {
        Set<String> kinds = new TreeSet<>();
        definitions().filter(name -> name.startsWith(group + "_")).forEach(name -> {
            String kind = definition(name).at("/properties/kind/const").textValue();
            assertThat(name).isEqualTo(group + "_" + kind);
            kinds.add(kind);
        });
        return kinds;
    }

    private static Set<String> labels(Enum<?>[] constants) {
        return new TreeSet<>(Arrays.stream(constants).map(Value::label).toList());
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> known(String message) {
        String prefix = "is unknown: a field here must be one of ";
        assertThat(message).startsWith(prefix);
        return new TreeSet<>(List.of(message.substring(prefix.length()).split(", ")));
    }
}
