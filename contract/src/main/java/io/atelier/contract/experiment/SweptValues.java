package io.atelier.contract.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.atelier.contract.NumberText;
import io.atelier.contract.SplitMix64;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The values that a sweep gives one field. */
sealed interface SweptValues {

    int MAX_CHOICES = 100;

    /** The bounds of every number that a sweep may try; fields have narrower ones. */
    double MOST = 1e30;

    /** On the logarithmic scale, which has no zero. */
    double LEAST = 1e-30;

    JsonNode draw(SplitMix64 random);

    /**
     * Reads a list of numbers and flags, or where {@code ranges} an object with a {@link Kind}; empty after a fault was
     * added.
     */
    static Optional<SweptValues> read(Value value, boolean ranges) {
        if (!value.isObject() || !ranges) {
            return Choices.read(value).map(choices -> choices);
        }
        Fields fields = value.fields();
        int before = value.faults().count();
        Kind kind = fields.choice("kind", Kind.class);
        if (value.faults().count() > before) {
            return Optional.empty();
        }
        if (kind == Kind.CHOICES) {
            Optional<Choices> choices = fields.required("values").flatMap(Choices::read);
            return fields.make(choices::get);
        }
        double lowest = kind == Kind.UNIFORM ? -MOST : LEAST;
        double least = fields.number("least", lowest, MOST);
        double most = fields.number("most", lowest, MOST);
        boolean whole = fields.flag("whole", false);
        if (value.faults().count() == before && least >= most) {
            fields.fault("most", "must be above least, " + least + ", but is " + most);
        }
        return fields.make(() -> new Range(kind == Kind.LOG_UNIFORM, least, most, whole));
    }

    /** How the values of a random sweep are drawn. */
    enum Kind {
        UNIFORM,
        LOG_UNIFORM,
        CHOICES
    }

    /** Different numbers and flags. */
    record Choices(List<JsonNode> values) implements SweptValues {

        public Choices {
            values = List.copyOf(values);
        }

        private static Optional<Choices> read(Value value) {
            int before = value.faults().count();
            Set<String> known = new HashSet<>();
            List<Value> values = value.list(1, MAX_CHOICES);
            for (Value one : values) {
                if (one.json().isNumber()) {
                    one.number(-MOST, MOST);
                } else if (!one.json().isBoolean()) {
                    one.fault("must be a number, true or false, but is " + one);
                }
                if (value.faults().count() == before && !known.add(Label.text(one.json()))) {
                    one.fault("must be different from the values before, but is " + one);
                }
            }
            return value.faults().count() == before
                    ? Optional.of(new Choices(values.stream().map(Value::json).toList()))
                    : Optional.empty();
        }

        @Override
        public JsonNode draw(SplitMix64 random) {
            return values.get(random.nextInt(values.size()));
        }
    }

    /**
     * Numbers of four significant digits, so that a label says all of them.
     *
     * @param logarithmic uniform on the logarithmic scale
     * @param whole rounded to an integer
     */
    record Range(boolean logarithmic, double least, double most, boolean whole) implements SweptValues {

        private static final MathContext DIGITS = new MathContext(4);

        @Override
        public JsonNode draw(SplitMix64 random) {
            double share = random.nextDouble();
            double drawn = logarithmic
                    ? StrictMath.exp(between(StrictMath.log(least), StrictMath.log(most), share))
                    : between(least, most, share);
            BigDecimal rounded = new BigDecimal(drawn).round(DIGITS);
            double number = Math.max(least, Math.min(rounded.doubleValue(), most));
            if (whole) {
                return LongNode.valueOf((long) StrictMath.rint(number));
            }
            boolean kept = number == rounded.doubleValue();
            return DecimalNode.valueOf(kept ? rounded.stripTrailingZeros() : new BigDecimal(NumberText.of(number)));
        }

        private static double between(double first, double last, double share) {
            return first + (last - first) * share;
        }
    }
}
