package io.atelier.contract.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One value of a definition and its path. A value that is not as asked adds a fault, and a permitted one is handed out in
 * its place, so that reading goes on to the next fault. Confined to one thread.
 */
public final class Value {

    private static final int MAX_SHOWN = 80;
    private static final int MAX_SHOWN_ELEMENTS = 8;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final Pattern NAME = Pattern.compile(Require.NAME);

    private final JsonNode node;
    private final String path;
    private final Faults faults;

    /** For those who parse the text themselves; {@code path} is empty at the top. */
    public Value(JsonNode node, String path, Faults faults) {
        this.node = node;
        this.path = path;
        this.faults = faults;
    }

    public String path() {
        return path;
    }

    /** The value itself, not checked in any way. */
    public JsonNode json() {
        return node;
    }

    /** Adds a fault with this value's path. */
    public void fault(String message) {
        faults.add(path, message);
    }

    /** Makes a fault of what a check says, which begins with nothing, since the path comes before it. */
    public void check(Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            fault(e.getMessage().strip());
        }
    }

    /** Where its faults go. */
    public Faults faults() {
        return faults;
    }

    public boolean isText() {
        return node.isTextual();
    }

    public boolean isNull() {
        return node.isNull();
    }

    public boolean isList() {
        return node.isArray();
    }

    public boolean isObject() {
        return node.isObject();
    }

    /** The fields of an object; those of anything else are none, and a fault. */
    public Fields fields() {
        if (node instanceof ObjectNode object) {
            return new Fields(object, path, faults);
        }
        return Fields.none(path, faults, "must be an object, but is " + this);
    }

    public int integer(int least, int most) {
        if (node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= least && node.intValue() <= most) {
            return node.intValue();
        }
        fault("must be an integer between " + least + " and " + most + ", but is " + this);
        return least;
    }

    public long integer(long least, long most) {
        if (node.isIntegralNumber()
                && node.canConvertToLong()
                && node.longValue() >= least
                && node.longValue() <= most) {
            return node.longValue();
        }
        fault("must be an integer between " + least + " and " + most + ", but is " + this);
        return least;
    }

    /** A finite float64, the nearest to what is written. */
    public double number(double least, double most) {
        OptionalDouble number = float64();
        if (number.isPresent() && number.getAsDouble() >= least && number.getAsDouble() <= most) {
            // Minus zero means zero, and must be equal to it.
            return number.getAsDouble() == 0 ? 0 : number.getAsDouble();
        }
        fault("must be a number between " + shown(least) + " and " + shown(most) + ", but is " + this);
        return least;
    }

    /** Empty where the value is no number, none of float64's, or so small that it would become zero. */
    private OptionalDouble float64() {
        if (!node.isNumber()) {
            return OptionalDouble.empty();
        }
        double number = node.doubleValue();
        boolean vanishes =
                number == 0 && node.isBigDecimal() && node.decimalValue().signum() != 0;
        return Double.isFinite(number) && !vanishes ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    public boolean flag() {
        if (!node.isBoolean()) {
            fault("must be true or false, but is " + this);
        }
        return node.booleanValue();
    }

    /** One of all constants by its {@link #label}. */
    public <E extends Enum<E>> E choice(Class<E> type) {
        return choice(List.of(type.getEnumConstants()));
    }

    /** One of some constants by its {@link #label}. */
    public <E extends Enum<E>> E choice(List<E> all) {
        for (E one : all) {
            if (node.isTextual() && label(one).equals(node.textValue())) {
                return one;
            }
        }
        String labels = all.stream().map(Value::label).collect(Collectors.joining(", "));
        fault("must be one of " + labels + ", but is " + this);
        return all.get(0);
    }

    /** As {@link Require#name}. */
    public String name() {
        if (node.isTextual() && NAME.matcher(node.textValue()).matches()) {
            return node.textValue();
        }
        fault(Require.NAME_RULE + ", but is " + this);
        return "x";
    }

    public String text(int mostCharacters) {
        if (node.isTextual() && node.textValue().length() <= mostCharacters) {
            return node.textValue();
        }
        fault("must be text of at most " + mostCharacters + " characters, but is " + this);
        return "";
    }

    /** An integer, which counts twice, or a list of two. */
    public List<Integer> pair(int least, int most) {
        if (node.isIntegralNumber()) {
            int both = integer(least, most);
            return List.of(both, both);
        }
        if (node.isArray() && node.size() == 2) {
            List<Value> two = list(2, 2);
            return List.of(two.get(0).integer(least, most), two.get(1).integer(least, most));
        }
        fault("must be an integer or a list of two between " + least + " and " + most + ", but is " + this);
        return List.of(least, least);
    }

    /** The elements; of a list that is too long or no list, none. */
    public List<Value> list(int least, int most) {
        if (!node.isArray() || node.size() < least || node.size() > most) {
            fault("must be a list of " + least + " to " + most + " elements, but "
                    + (node.isArray() ? "has " + node.size() : "is " + this));
            return List.of();
        }
        List<Value> elements = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            elements.add(new Value(node.get(i), path + "[" + i + "]", faults));
        }
        return elements;
    }

    /** How a constant is written: its name in lower case. */
    public static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** As it stands in the text, cut short where it is long. */
    @Override
    public String toString() {
        if (!node.isContainerNode()) {
            return abbreviated(node.toString());
        }
        boolean brief = node.isArray() && node.size() <= MAX_SHOWN_ELEMENTS;
        for (JsonNode element : brief ? node : List.<JsonNode>of()) {
            brief &= element.isValueNode();
        }
        return brief
                ? abbreviated(node.toString().replace(",", ", "))
                : (node.isArray() ? "a list" : "an object") + " of " + node.size();
    }

    /** A field's name as part of a path. */
    public static String segment(String parent, String name) {
        if (PLAIN.matcher(name).matches()) {
            return parent.isEmpty() ? name : parent + "." + name;
        }
        return parent + "[\"" + abbreviated(name.replaceAll("[\\p{Cntrl}\"]", "?")) + "\"]";
    }

    /** Cut short where it is long, as values in messages are. */
    public static String abbreviated(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }

    private static String shown(double bound) {
        return bound == Math.rint(bound) && Math.abs(bound) < 1e9
                ? Long.toString((long) bound)
                : Double.toString(bound);
    }
}
