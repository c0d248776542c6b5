package io.atelier.contract.definition;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Writes an object of a definition as {@link Fields} reads it: defaults are left out, so that equal definitions have equal
 * texts, and short ones. Confined to one thread.
 */
public final class FieldWriter {

    private final ObjectNode node = JsonNodeFactory.instance.objectNode();

    /** A field without a default. */
    public FieldWriter put(String name, Object value) {
        if (value instanceof Integer number) {
            node.put(name, number);
        } else if (value instanceof Long number) {
            node.put(name, number);
        } else if (value instanceof Double number) {
            node.put(name, number);
        } else if (value instanceof Boolean flag) {
            node.put(name, flag);
        } else if (value instanceof Enum<?> constant) {
            node.put(name, Value.label(constant));
        } else if (value instanceof String text) {
            node.put(name, text);
        } else {
            throw new IllegalArgumentException("A field must be a number, flag, choice or text, but is " + value);
        }
        return this;
    }

    /** A field that is left out where it has its default. */
    public FieldWriter put(String name, Object value, Object otherwise) {
        return value.equals(otherwise) ? this : put(name, value);
    }

    /** A pair: one number where both are equal. */
    public FieldWriter pair(String name, int first, int second) {
        if (first == second) {
            node.put(name, first);
        } else {
            node.putArray(name).add(first).add(second);
        }
        return this;
    }

    public FieldWriter numbers(String name, List<Double> numbers) {
        numbers.forEach(node.putArray(name)::add);
        return this;
    }

    public FieldWriter texts(String name, List<String> texts) {
        texts.forEach(node.putArray(name)::add);
        return this;
    }

    public FieldWriter objects(String name, List<ObjectNode> objects) {
        node.putArray(name).addAll(objects);
        return this;
    }

    public FieldWriter object(String name, ObjectNode object) {
        node.set(name, object);
        return this;
    }

    public ObjectNode done() {
        return node;
    }
}
