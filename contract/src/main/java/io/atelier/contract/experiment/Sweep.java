package io.atelier.contract.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.Seeds;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import io.atelier.contract.halving.Halving;
import io.atelier.contract.recipe.Recipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Which values fields of configurations get: all combinations, or some that are drawn. Pure: a longer list or a larger
 * number only adds to what there was.
 *
 * @param fields in the order of their paths
 * @param number how many different combinations are drawn; empty: all combinations of what are {@link
 *     SweptValues.Choices} only
 * @param rungs at which the configurations compete; empty: all of them are trained to their end
 */
record Sweep(SortedMap<Setting, SweptValues> fields, Optional<Integer> number, long seed, Optional<Rungs> rungs) {

    static final int MAX_FIELDS = 16;

    private static final String RANDOM = "random";
    private static final String HALVING = "successive_halving";
    private static final List<String> METHODS = List.of("grid", RANDOM, HALVING);
    private static final int DEFAULT_FACTOR = 3;

    /** Draws for each one that is wanted before they are found to be too few. */
    private static final int MOST_TRIES = 20;

    /** A {@link Halving} of as yet unknown many configurations. */
    record Rungs(int factor, int epochs) {}

    /** Empty after a fault was added. */
    static Optional<Sweep> read(Value value) {
        Fields fields = value.fields();
        Optional<Value> method = fields.required("method");
        if (method.isPresent() && !isMethod(method.get())) {
            return Optional.empty();
        }
        String name = method.map(given -> given.json().textValue()).orElse("");
        boolean halving = name.equals(HALVING);
        boolean random =
                name.equals(RANDOM) || (halving && fields.optional("number").isPresent());
        boolean spelledOut = halving && fields.optional("parameters").isEmpty();
        SortedMap<Setting, SweptValues> all =
                spelledOut ? new TreeMap<>() : read(fields, fields.object("parameters"), random);
        Optional<Integer> number = random
                ? Optional.of(fields.integer("number", 1, Experiment.MAX_CONFIGURATIONS))
                : Optional.<Integer>empty();
        if (spelledOut && random) {
            fields.fault("number", "must be left out where there are no parameters to draw");
        }
        long seed = random || halving ? fields.integer("seed", 0L, Long.MAX_VALUE, 0L) : 0;
        Optional<Rungs> rungs = halving ? Optional.of(rungs(fields)) : Optional.empty();
        return fields.make(() -> new Sweep(all, number, seed, rungs));
    }

    private static Rungs rungs(Fields fields) {
        int factor = fields.integer("factor", Halving.LEAST_FACTOR, Halving.MOST_FACTOR, DEFAULT_FACTOR);
        return new Rungs(factor, fields.integer("epochs", 1, Recipe.MAX_EPOCHS - 1, 1));
    }

    private static boolean isMethod(Value method) {
        String text = method.isText() ? method.json().textValue() : "";
        if (METHODS.contains(text)) {
            return true;
        }
        method.fault("must be one of " + String.join(", ", METHODS) + ", but is " + method);
        return false;
    }

    /** As {@link #read} reads it, for configurations that are spelled out. */
    static ObjectNode write(Halving halving) {
        return new FieldWriter()
                .put("method", HALVING)
                .put("factor", halving.factor(), DEFAULT_FACTOR)
                .put("epochs", halving.epochs(), 1)
                .done();
    }

    private static SortedMap<Setting, SweptValues> read(Fields fields, Fields parameters, boolean random) {
        SortedMap<Setting, SweptValues> all = new TreeMap<>();
        List<String> names = parameters.names();
        if (names.size() > MAX_FIELDS || (names.isEmpty() && fields.has("parameters"))) {
            fields.fault("parameters", "must be 1 to " + MAX_FIELDS + " fields, but are " + names.size());
            return all;
        }
        for (String name : names) {
            Optional<Value> values = parameters.optional(name);
            Optional<Setting> setting = Setting.swept(name);
            if (setting.isEmpty()) {
                values.orElseThrow().fault("can't be swept over: a path here " + Setting.SWEPT_RULE);
            } else {
                SweptValues.read(values.orElseThrow(), random).ifPresent(read -> all.put(setting.get(), read));
            }
        }
        return all;
    }

    /** How many combinations a configuration gets at most; {@link Long#MAX_VALUE} where a long can't say. */
    long count(Configuration base) {
        long product = 1;
        for (SweptValues values : of(base).values()) {
            long factor = values instanceof SweptValues.Choices choices
                    ? choices.values().size()
                    : Experiment.MAX_CONFIGURATIONS;
            product = product > Long.MAX_VALUE / factor ? Long.MAX_VALUE : product * factor;
        }
        return number.isPresent() ? Math.min(product, number.get()) : product;
    }

    /** The combinations of a configuration by its labels with them. */
    Map<String, SortedMap<Setting, JsonNode>> combinations(Configuration base) {
        SortedMap<Setting, SweptValues> applied = of(base);
        return number.isPresent() ? drawn(base, applied, number.get()) : product(base, applied);
    }

    private SortedMap<Setting, SweptValues> of(Configuration base) {
        SortedMap<Setting, SweptValues> applied = new TreeMap<>(fields);
        applied.keySet().removeIf(setting -> !setting.appliesTo(base));
        return applied;
    }

    private static Map<String, SortedMap<Setting, JsonNode>> product(
            Configuration base, SortedMap<Setting, SweptValues> applied) {
        List<SortedMap<Setting, JsonNode>> all = List.of(new TreeMap<>());
        for (Map.Entry<Setting, SweptValues> field : applied.entrySet()) {
            List<SortedMap<Setting, JsonNode>> longer = new ArrayList<>();
            for (SortedMap<Setting, JsonNode> combination : all) {
                for (JsonNode value : ((SweptValues.Choices) field.getValue()).values()) {
                    SortedMap<Setting, JsonNode> next = new TreeMap<>(combination);
                    next.put(field.getKey(), value);
                    longer.add(next);
                }
            }
            all = longer;
        }
        Map<String, SortedMap<Setting, JsonNode>> labelled = new LinkedHashMap<>();
        all.forEach(combination -> labelled.put(Label.of(base.label(), combination), combination));
        return labelled;
    }

    /** Each draw has a generator for every field, so that none depends on how many there are. */
    private Map<String, SortedMap<Setting, JsonNode>> drawn(
            Configuration base, SortedMap<Setting, SweptValues> applied, int wanted) {
        Map<String, SortedMap<Setting, JsonNode>> labelled = new LinkedHashMap<>();
        for (long draw = 0; labelled.size() < wanted && draw < (long) wanted * MOST_TRIES; draw++) {
            SortedMap<Setting, JsonNode> combination = new TreeMap<>();
            for (Map.Entry<Setting, SweptValues> field : applied.entrySet()) {
                long[] path = LongStream.concat(
                                LongStream.of(draw),
                                field.getKey().path().chars().asLongStream())
                        .toArray();
                combination.put(field.getKey(), field.getValue().draw(Seeds.generator(seed, path)));
            }
            labelled.putIfAbsent(Label.of(base.label(), combination), combination);
        }
        return labelled;
    }
}
