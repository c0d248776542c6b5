package io.atelier.contract.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.definition.Value;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Recipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds {@code asyncapi.yaml} against the topics and the records: neither may have what the other has not. */
class AsyncApiTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNode DOCUMENT = document();
    private static final String SCHEMAS = "#/components/schemas/";

    /** Their own readers know their fields. */
    private static final Set<Class<?>> DEFINITIONS = Set.of(Architecture.class, Recipe.class);

    @Test
    void shouldDescribeEveryTopicWithItsConfiguration() {
        Map<String, String> described = new TreeMap<>();
        for (JsonNode channel : DOCUMENT.get("channels")) {
            JsonNode kafka = channel.at("/bindings/kafka");
            Map<String, String> configuration = new TreeMap<>();
            JsonNode topicConfiguration = kafka.get("topicConfiguration");
            for (String key : names(topicConfiguration)) {
                configuration.put(key, String.join(",", texts(topicConfiguration.get(key))));
            }
            described.put(
                    channel.get("address").asText(), kafka.get("partitions").asInt() + " " + configuration);
        }

        assertThat(described)
                .isEqualTo(Arrays.stream(Topic.values())
                        .collect(Collectors.toMap(
                                Topic::topicName,
                                topic -> topic.partitions() + " " + new TreeMap<>(topic.configuration()))));
    }

    @Test
    void shouldNameASenderOfEveryChannel() {
        List<String> sent = new ArrayList<>();
        for (JsonNode operation : DOCUMENT.get("operations")) {
            if (operation.get("action").asText().equals("send")) {
                sent.add(operation.at("/channel/$ref").asText().substring("#/channels/".length()));
            }
        }

        assertThat(sent).containsAll(names(DOCUMENT.get("channels")));
    }

    /** A definition has the fields of all its kinds; its own reader knows which belong together. */
    @Test
    void shouldDescribeEveryKindOfAugmentationWithItsFields() {
        JsonNode properties = DOCUMENT.at("/components/schemas/Augmentation/properties");
        Set<String> fields = new TreeSet<>(Set.of("kind"));
        for (Class<?> kind : Augmentation.class.getPermittedSubclasses()) {
            Arrays.stream(kind.getRecordComponents()).map(AsyncApiTest::name).forEach(fields::add);
        }

        assertThat(names(properties)).containsExactlyInAnyOrderElementsOf(fields);
        assertThat(texts(properties.at("/kind/enum")))
                .containsExactlyElementsOf(Arrays.stream(Augmentation.Kind.values())
                        .map(Value::label)
                        .toList());
    }

    @Test
    void shouldDescribeTheFieldsOfDefinitions() {
        for (Class<?> definition : DEFINITIONS) {
            assertThat(names(DOCUMENT.at("/components/schemas/" + definition.getSimpleName() + "/properties")))
                    .containsExactlyElementsOf(Arrays.stream(definition.getRecordComponents())
                            .map(AsyncApiTest::name)
                            .toList());
        }
    }

    @Test
    void shouldHaveNothingThatNoMessageUses() {
        Set<String> described = new TreeSet<>(examples().keySet());
        described.addAll(Set.of("Augmentation", "Architecture", "Recipe"));
        assertThat(names(DOCUMENT.at("/components/schemas"))).containsExactlyInAnyOrderElementsOf(described);
        List<String> used = StreamSupport.stream(DOCUMENT.get("channels").spliterator(), false)
                .flatMap(channel -> StreamSupport.stream(channel.get("messages").spliterator(), false))
                .map(message -> message.get("$ref").asText().substring("#/components/messages/".length()))
                .distinct()
                .toList();
        assertThat(names(DOCUMENT.at("/components/messages"))).containsExactlyInAnyOrderElementsOf(used);
    }

    @TestFactory
    List<DynamicTest> shouldDescribeEveryFieldOf() {
        return examples().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> compare(
                                entry.getValue().get(0).type(),
                                DOCUMENT.at("/components/schemas/" + entry.getKey()),
                                entry.getValue())))
                .toList();
    }

    private static void compare(Class<?> type, JsonNode schema, List<Example> examples) {
        assertThat(schema.get("type").asText()).isEqualTo("object");
        assertThat(names(schema.get("properties")))
                .containsExactlyElementsOf(Arrays.stream(type.getRecordComponents())
                        .map(AsyncApiTest::name)
                        .toList());
        List<String> required = texts(schema.get("required"));
        for (RecordComponent component : type.getRecordComponents()) {
            String name = name(component);
            JsonNode found = schema.get("properties").get(name).deepCopy();
            if (found instanceof ObjectNode object) {
                object.remove("description");
            }
            assertThat(found).as(name).isEqualTo(schemaOf(component.getGenericType()));
            assertThat(required.contains(name))
                    .as("%s is in every example of %s", name, type.getSimpleName())
                    .isEqualTo(
                            examples.stream().allMatch(example -> example.node().has(name)));
            if (required.contains(name)) {
                assertThatThrownBy(() -> examples.get(0).without(name))
                        .as("without " + name)
                        .isInstanceOf(MalformedMessageException.class);
            }
        }
    }

    private static JsonNode schemaOf(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? object("type", "array").set("items", schemaOf(arguments[0]))
                    : object("type", "object").set("additionalProperties", schemaOf(arguments[1]));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord() || plain.isSealed()) {
            return object("$ref", SCHEMAS + plain.getSimpleName());
        }
        if (plain.isEnum()) {
            return object("type", "string").set("enum", MAPPER.valueToTree(plain.getEnumConstants()));
        }
        return switch (plain.getSimpleName()) {
            case "int", "Integer" -> object("type", "integer").put("format", "int32");
            case "long" -> object("type", "integer").put("format", "int64");
            case "double", "Double" -> object("type", "number").put("format", "double");
            case "boolean", "Boolean" -> object("type", "boolean");
            case "String" -> object("type", "string");
            case "Instant" -> object("type", "string").put("format", "date-time");
            default -> throw new IllegalArgumentException("No JSON type is known for " + type);
        };
    }

    /** One occurrence of a record in a message; {@code message} is changed when {@code node} is. */
    private record Example(Class<?> type, ObjectNode node, Class<?> messageType, JsonNode message) {

        void without(String name) throws MalformedMessageException {
            JsonNode removed = node.remove(name);
            try {
                Json.read(message.toString().getBytes(StandardCharsets.UTF_8), messageType);
            } finally {
                node.set(name, removed);
            }
        }
    }

    /** All records in all golden messages, by name. */
    private static Map<String, List<Example>> examples() {
        Map<String, List<Example>> examples = new TreeMap<>();
        Examples.all().values().forEach(message -> {
            JsonNode tree = tree(Json.write(message));
            collect(message.getClass(), tree, message.getClass(), tree, examples);
        });
        return examples;
    }

    private static void collect(
            Type type, JsonNode node, Class<?> messageType, JsonNode message, Map<String, List<Example>> examples) {
        if (type instanceof ParameterizedType generic && node.isArray()) {
            node.forEach(
                    element -> collect(generic.getActualTypeArguments()[0], element, messageType, message, examples));
        } else if (type instanceof Class<?> plain && plain.isRecord() && !DEFINITIONS.contains(plain)) {
            examples.computeIfAbsent(plain.getSimpleName(), name -> new ArrayList<>())
                    .add(new Example(plain, (ObjectNode) node, messageType, message));
            for (RecordComponent component : plain.getRecordComponents()) {
                if (node.has(name(component))) {
                    collect(component.getGenericType(), node.get(name(component)), messageType, message, examples);
                }
            }
        }
    }

    private static String name(RecordComponent component) {
        return new SnakeCaseStrategy().translate(component.getName());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()
                : List.of(node.asText());
    }

    private static JsonNode tree(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode document() {
        try (InputStream in = Topic.class.getResourceAsStream("/asyncapi.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode object(String name, String value) {
        return MAPPER.createObjectNode().put(name, value);
    }
}
