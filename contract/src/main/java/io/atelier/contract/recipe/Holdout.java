package io.atelier.contract.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.util.Locale;
import java.util.Optional;

/**
 * How the validation images are taken out of the training set.
 *
 * @param method which images
 * @param fraction the share of the training set, in [0, 1)
 * @param seed {@code random_state} of {@link Method#SHUFFLED}, else 0
 */
public record Holdout(Method method, double fraction, long seed) {

    private static final double LEAST_FRACTION = 1e-6;
    private static final double MOST_FRACTION = 0.9;

    /** The range of NumPy's legacy seeding. */
    private static final long MOST_SEED = (1L << 32) - 1;

    /** All images train. */
    public static final Holdout NONE = new Holdout(Method.NONE, 0, 0);

    public Holdout {
        Require.present(method, "holdout.method");
        Require.inRange(fraction, 0, MOST_FRACTION, "holdout.fraction");
        Require.that(
                (method == Method.NONE) == (fraction == 0),
                "holdout.fraction must be 0 for method none and above 0 for the others, but is %s for %s",
                fraction,
                method.label());
        Require.that(
                method == Method.SHUFFLED || seed == 0,
                "holdout.seed must be 0 for method %s, but is %d",
                method.label(),
                seed);
        Require.that(seed >= 0 && seed <= MOST_SEED, "holdout.seed must be between 0 and 2^32 - 1, but is %d", seed);
    }

    /** Keras' {@code validation_split}: the last images in file order. */
    public static Holdout tail(double fraction) {
        return new Holdout(Method.TAIL, fraction, 0);
    }

    /** scikit-learn's {@code train_test_split(test_size=fraction, random_state=seed)}. */
    public static Holdout shuffled(double fraction, long seed) {
        return new Holdout(Method.SHUFFLED, fraction, seed);
    }

    /** Reads {@code {"kind": "shuffled", "fraction": 0.2, "seed": 42}}; empty after a fault was added. */
    static Optional<Holdout> read(Value value) {
        Fields fields = value.fields();
        return fields.required("kind")
                .flatMap(kind -> Kinds.one(kind, Method.class))
                .flatMap(method -> read(method, fields));
    }

    private static Optional<Holdout> read(Method method, Fields fields) {
        double fraction = method == Method.NONE ? 0 : fields.number("fraction", LEAST_FRACTION, MOST_FRACTION);
        long seed = method == Method.SHUFFLED ? fields.integer("seed", 0L, MOST_SEED, 0L) : 0;
        return fields.make(() -> new Holdout(method, fraction, seed));
    }

    ObjectNode write() {
        FieldWriter out = new FieldWriter().put("kind", method);
        if (method != Method.NONE) {
            out.put("fraction", fraction).put("seed", seed, 0L);
        }
        return out.done();
    }

    /** Which images are held out. */
    public enum Method {
        @JsonProperty("none")
        NONE,
        @JsonProperty("tail")
        TAIL,
        @JsonProperty("shuffled")
        SHUFFLED;

        /** The name on the wire. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
