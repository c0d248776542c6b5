package io.atelier.contract.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atelier.contract.definition.Value;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * All values of a definition by the paths that a sweep gives them, defaults included, which the text of a definition leaves
 * out. It reads the components of records, so that a new kind of layer or optimizer has its settings here by itself.
 */
final class FlatRecord {

    private final Map<String, JsonNode> values = new LinkedHashMap<>();

    private FlatRecord() {}

    /** In the order of the components. */
    static Map<String, JsonNode> of(String path, Record definition) {
        FlatRecord flat = new FlatRecord();
        flat.record(path, definition);
        return flat.values;
    }

    private void record(String path, Record definition) {
        kind(definition).ifPresent(kind -> values.put(path + ".kind", kind));
        for (RecordComponent component : definition.getClass().getRecordComponents()) {
            Object value = call(component.getAccessor(), definition);
            // What another definition is built on has its fields beside its own, as in AdamW, which is Adam and more.
            if (value instanceof Record base && hasKind(base) && hasKind(definition)) {
                components(path, base);
            } else {
                value(path + "." + field(component.getName()), value);
            }
        }
    }

    private void components(String path, Record definition) {
        for (RecordComponent component : definition.getClass().getRecordComponents()) {
            value(path + "." + field(component.getName()), call(component.getAccessor(), definition));
        }
    }

    private void value(String path, Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresentOrElse(
                    present -> value(path, present), () -> values.put(path + ".kind", TextNode.valueOf("none")));
        } else if (value instanceof List<?> list && list.stream().allMatch(FlatRecord::hasKind)) {
            parts(path, list);
        } else if (value instanceof Record part && !isPair(part)) {
            record(path, part);
        } else if (!value.equals(OptionalInt.empty())) {
            values.put(path, scalar(value));
        }
    }

    /** Parts of different kinds go by their kinds; others, which no sweep names, by their places. */
    private void parts(String path, List<?> list) {
        List<String> kinds =
                list.stream().map(part -> kind(part).orElseThrow().textValue()).toList();
        values.put(path, TextNode.valueOf(kinds.isEmpty() ? "none" : String.join(", ", kinds)));
        for (int i = 0; i < kinds.size(); i++) {
            String kind = kinds.get(i);
            boolean only = kinds.stream().filter(kind::equals).count() == 1;
            components(path + "." + (only ? kind : kind + "[" + i + "]"), (Record) list.get(i));
        }
    }

    private static JsonNode scalar(Object value) {
        if (value instanceof Integer number) {
            return IntNode.valueOf(number);
        } else if (value instanceof OptionalInt number) {
            return IntNode.valueOf(number.getAsInt());
        } else if (value instanceof Long number) {
            return LongNode.valueOf(number);
        } else if (value instanceof Double number) {
            return DoubleNode.valueOf(number);
        } else if (value instanceof Boolean flag) {
            return BooleanNode.valueOf(flag);
        } else if (value instanceof Enum<?> constant) {
            return TextNode.valueOf(Value.label(constant));
        }
        return TextNode.valueOf(text(value));
    }

    private static String text(Object value) {
        if (value instanceof Record pair) {
            return Arrays.stream(pair.getClass().getRecordComponents())
                    .map(component -> String.valueOf(call(component.getAccessor(), pair)))
                    .distinct()
                    .collect(Collectors.joining(" x "));
        }
        return value instanceof List<?> list
                ? list.stream().map(FlatRecord::text).collect(Collectors.joining(", "))
                : value.toString();
    }

    /** Two numbers, which are one value: an extent, a range, a point. */
    private static boolean isPair(Record part) {
        RecordComponent[] components = part.getClass().getRecordComponents();
        return components.length == 2
                && !hasKind(part)
                && Arrays.stream(components)
                        .allMatch(component -> component.getType() == int.class || component.getType() == double.class);
    }

    private static boolean hasKind(Object part) {
        return kind(part).isPresent();
    }

    private static Optional<JsonNode> kind(Object part) {
        return Arrays.stream(part.getClass().getInterfaces())
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> method.getName().equals("kind") && method.getParameterCount() == 0)
                .findFirst()
                .map(method -> TextNode.valueOf(Value.label((Enum<?>) call(method, part))));
    }

    private static Object call(Method accessor, Object part) {
        try {
            accessor.setAccessible(true);
            return accessor.invoke(part);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read " + accessor, e);
        }
    }

    /** {@code beta1} is {@code beta_1} in a definition. */
    private static String field(String component) {
        return component.replaceAll("([a-z])([A-Z0-9])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
