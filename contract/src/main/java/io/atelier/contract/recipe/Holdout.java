package io.atelier.contract.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.atelier.contract.Require;
import java.util.Locale;

/**
 * How the validation images are taken out of the training set.
 *
 * @param method which images
 * @param fraction the share of the training set, in [0, 1)
 * @param seed {@code random_state} of {@link Method#SHUFFLED}, else 0
 */
public record Holdout(Method method, double fraction, long seed) {

    /** All images train. */
    public static final Holdout NONE = new Holdout(Method.NONE, 0, 0);

    public Holdout {
        Require.present(method, "holdout.method");
        Require.inRange(fraction, 0, 0.9, "holdout.fraction");
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
        // The range of NumPy's legacy seeding.
        Require.that(seed >= 0 && seed < (1L << 32), "holdout.seed must be between 0 and 2^32 - 1, but is %d", seed);
    }

    /** Keras' {@code validation_split}: the last images in file order. */
    public static Holdout tail(double fraction) {
        return new Holdout(Method.TAIL, fraction, 0);
    }

    /** scikit-learn's {@code train_test_split(test_size=fraction, random_state=seed)}. */
    public static Holdout shuffled(double fraction, long seed) {
        return new Holdout(Method.SHUFFLED, fraction, seed);
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
