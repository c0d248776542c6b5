package io.atelier.contract.keras;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.definition.InvalidDefinitionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A model that Keras saved, see the README beside it, and what Keras says about it. */
public record SavedModel(String name, ObjectNode model, JsonNode found) {

    public static final List<String> ALL = List.of(
            "basic_2",
            "basic_3",
            "plain_2",
            "plain_3",
            "residual_2",
            "residual_3",
            "mobile_2",
            "mobile_3",
            "small_2",
            "small_3",
            "normalized_3");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    public static SavedModel named(String name) {
        try (InputStream in = SavedModel.class.getResourceAsStream("/keras/" + name + ".json")) {
            JsonNode file = MAPPER.readTree(in);
            return new SavedModel(name, (ObjectNode) file.get("model"), file.get("found"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * This model with another value at a place such as {@code /config/layers/1/config/padding}; beyond the end of a list, or
     * where there is no field, it is added. An empty value takes the field away.
     */
    SavedModel with(String place, String json) {
        ObjectNode changed = model.deepCopy();
        JsonPointer pointer = JsonPointer.compile(place);
        JsonNode parent = changed.at(pointer.head());
        try {
            String last = pointer.last().getMatchingProperty();
            if (json.isEmpty()) {
                ((ObjectNode) parent).remove(last);
            } else if (parent instanceof ArrayNode list) {
                int index = pointer.last().getMatchingIndex();
                JsonNode value = MAPPER.readTree(json);
                if (index < list.size()) {
                    list.set(index, value);
                } else {
                    list.add(value);
                }
            } else {
                ((ObjectNode) parent).set(last, MAPPER.readTree(json));
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        return new SavedModel(name, changed, found);
    }

    public byte[] text() {
        return model.toString().getBytes(StandardCharsets.UTF_8);
    }

    KerasModel read() throws InvalidDefinitionException {
        return KerasModel.read(text());
    }

    @Override
    public String toString() {
        return name;
    }
}
