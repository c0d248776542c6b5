package io.atelier.contract.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The fields of one object of a definition, asked for one by one; {@link #make} ends the reading. A field without a
 * default must be there; null is never a value. The fields of an object are read without reading another object's
 * between them, except objects within it. Confined to one thread.
 */
public final class Fields {

    private final ObjectNode node;
    private final String path;
    private final Faults faults;
    private final int before;
    private final boolean absent;
    private final Set<String> known = new LinkedHashSet<>();

    Fields(ObjectNode node, String path, Faults faults) {
        this(node, path, faults, false);
    }

    private Fields(ObjectNode node, String path, Faults faults, boolean absent) {
        this.node = node;
        this.path = path;
        this.faults = faults;
        this.before = faults.count();
        this.absent = absent;
    }

    /** Of what is no object: {@link #make} makes nothing, and no field is missed. */
    static Fields none(String path, Faults faults, String fault) {
        Fields fields = new Fields(JsonNodeFactory.instance.objectNode(), path, faults, true);
        faults.add(path, fault);
        return fields;
    }

    public String path() {
        return path;
    }

    public String path(String name) {
        return Value.segment(path, name);
    }

    /** Adds a fault about a field. */
    public void fault(String name, String message) {
        faults.add(path(name), message);
    }

    /** Where its faults go. */
    public Faults faults() {
        return faults;
    }

    public boolean has(String name) {
        return node.has(name);
    }

    /** All that are there, in the order of the text: for objects whose fields are named by the user. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The value of a field that may be left out. */
    public Optional<Value> optional(String name) {
        known.add(name);
        JsonNode value = node.get(name);
        return value == null ? Optional.empty() : Optional.of(new Value(value, path(name), faults));
    }

    /** The value of a field that must be there; its absence is a fault. */
    public Optional<Value> required(String name) {
        Optional<Value> value = optional(name);
        if (value.isEmpty() && !absent) {
            fault(name, "must be given");
        }
        return value;
    }

    public int integer(String name, int least, int most) {
        return required(name).map(value -> value.integer(least, most)).orElse(least);
    }

    public int integer(String name, int least, int most, int otherwise) {
        return optional(name).map(value -> value.integer(least, most)).orElse(otherwise);
    }

    public long integer(String name, long least, long most) {
        return required(name).map(value -> value.integer(least, most)).orElse(least);
    }

    public long integer(String name, long least, long most, long otherwise) {
        return optional(name).map(value -> value.integer(least, most)).orElse(otherwise);
    }

    public double number(String name, double least, double most) {
        return required(name).map(value -> value.number(least, most)).orElse(least);
    }

    public double number(String name, double least, double most, double otherwise) {
        return optional(name).map(value -> value.number(least, most)).orElse(otherwise);
    }

    public boolean flag(String name, boolean otherwise) {
        return optional(name).map(Value::flag).orElse(otherwise);
    }

    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        return required(name).map(value -> value.choice(type)).orElse(type.getEnumConstants()[0]);
    }

    public <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
        return optional(name).map(value -> value.choice(type)).orElse(otherwise);
    }

    /** One of some constants only. */
    public <E extends Enum<E>> E choice(String name, List<E> all, E otherwise) {
        return optional(name).map(value -> value.choice(all)).orElse(otherwise);
    }

    /** As {@link io.atelier.contract.Require#name}. */
    public String name(String name) {
        return required(name).map(Value::name).orElse("x");
    }

    public List<Integer> pair(String name, int least, int most) {
        return required(name).map(value -> value.pair(least, most)).orElse(List.of(least, least));
    }

    public List<Integer> pair(String name, int least, int most, List<Integer> otherwise) {
        return optional(name).map(value -> value.pair(least, most)).orElse(otherwise);
    }

    /** The elements of a list that must be there. */
    public List<Value> list(String name, int least, int most) {
        return required(name).map(value -> value.list(least, most)).orElse(List.of());
    }

    /** The fields of an object that must be there. */
    public Fields object(String name) {
        return required(name)
                .map(Value::fields)
                .orElseGet(() -> new Fields(JsonNodeFactory.instance.objectNode(), path(name), faults, true));
    }

    /** Adds a fault for every field that nobody asked for. */
    public void done() {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                fault(name, "is unknown: a field here must be one of " + String.join(", ", known));
            }
        }
    }

    /**
     * What the fields are the parts of, once all were asked for.
     *
     * @param constructor is called only if nothing is wrong with this object or within it; its
     *     {@link IllegalArgumentException} is a fault of the object
     */
    public <T> Optional<T> make(Supplier<T> constructor) {
        done();
        if (absent || faults.count() > before) {
            return Optional.empty();
        }
        try {
            return Optional.of(constructor.get());
        } catch (IllegalArgumentException e) {
            faults.add(path, e.getMessage());
            return Optional.empty();
        }
    }
}
