package io.atelier.contract.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Objects whose field {@code kind} says what the others are. */
final class Kinds {

    private Kinds() {}

    /**
     * Empty after a fault was added. Where the kind is unknown, nothing is said about the other fields.
     *
     * @param reader asks for the fields of a kind; what it gives makes the object, if nothing was wrong
     */
    static <T, K extends Enum<K>> Optional<T> read(
            Value value, Class<K> kinds, BiFunction<K, Fields, Supplier<T>> reader) {
        Fields fields = value.fields();
        return fields.required("kind")
                .flatMap(kind -> one(kind, kinds))
                .flatMap(kind -> fields.make(reader.apply(kind, fields)));
    }

    /** The constant of that label; empty after a fault was added. */
    static <K extends Enum<K>> Optional<K> one(Value value, Class<K> kinds) {
        String text = value.isText() ? value.text(Integer.MAX_VALUE) : "";
        Optional<K> found = Arrays.stream(kinds.getEnumConstants())
                .filter(kind -> Value.label(kind).equals(text))
                .findFirst();
        if (found.isEmpty()) {
            value.fault("must be one of "
                    + Arrays.stream(kinds.getEnumConstants()).map(Value::label).collect(Collectors.joining(", "))
                    + ", but is " + value);
        }
        return found;
    }

    static ObjectNode write(Enum<?> kind, Consumer<FieldWriter> fields) {
        FieldWriter out = new FieldWriter().put("kind", kind);
        fields.accept(out);
        return out.done();
    }
}
