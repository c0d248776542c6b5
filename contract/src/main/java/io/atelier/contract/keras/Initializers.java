package io.atelier.contract.keras;

import io.atelier.contract.architecture.Initialization;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The initializers, by name or as objects. Their seeds do not count: a trial has its own. */
final class Initializers {

    private static final String SUPPORTED = "GlorotUniform or HeNormal";
    private static final String VARIANCE_SCALING = "VarianceScaling";

    private static final Map<String, Initialization> OF_WEIGHTS = Map.of(
            "GlorotUniform", Initialization.GLOROT_UNIFORM,
            "glorot_uniform", Initialization.GLOROT_UNIFORM,
            "HeNormal", Initialization.HE_NORMAL,
            "he_normal", Initialization.HE_NORMAL);

    private Initializers() {}

    static Initialization ofWeights(Value value) {
        Optional<Instance> object = object(value);
        String name = name(value, object);
        if (OF_WEIGHTS.containsKey(name)) {
            object.ifPresent(read -> requireNoOther(read.config().fields()));
            return OF_WEIGHTS.get(name);
        }
        if (name.equals(VARIANCE_SCALING) && object.isPresent()) {
            return scaled(value, object.get().config().fields());
        }
        refuse(value, SUPPORTED);
        return Initialization.GLOROT_UNIFORM;
    }

    /** How Keras 2.0 to 2.2 write the two. */
    private static Initialization scaled(Value value, Fields config) {
        double scale = config.number("scale", 0, Double.MAX_VALUE, 1);
        String mode = config.optional("mode").map(Value::toString).orElse("");
        String distribution =
                config.optional("distribution").map(Value::toString).orElse("");
        requireNoOther(config);
        if (scale == 1 && mode.equals("\"fan_avg\"") && distribution.equals("\"uniform\"")) {
            return Initialization.GLOROT_UNIFORM;
        }
        if (scale == 2
                && mode.equals("\"fan_in\"")
                && List.of("\"truncated_normal\"", "\"normal\"").contains(distribution)) {
            return Initialization.HE_NORMAL;
        }
        value.fault("must be " + SUPPORTED + ", but is VarianceScaling with scale " + scale + ", mode " + mode
                + " and distribution " + distribution);
        return Initialization.GLOROT_UNIFORM;
    }

    /** {@code only} is the name of a class without fields. */
    static void require(Value value, String only) {
        Optional<Instance> object = object(value);
        String name = name(value, object);
        if (!name.equals(only) && !(value.isText() && name.equals(only.toLowerCase(Locale.ROOT)))) {
            refuse(value, only);
        } else {
            object.ifPresent(read -> requireNoOther(read.config().fields()));
        }
    }

    private static Optional<Instance> object(Value value) {
        if (!value.isObject()) {
            return Optional.empty();
        }
        Fields fields = value.fields();
        Optional<Instance> read = Instance.read(fields);
        fields.done();
        return read;
    }

    private static String name(Value value, Optional<Instance> object) {
        return object.map(Instance::className).orElse(value.isText() ? value.text(256) : "");
    }

    private static void refuse(Value value, String supported) {
        value.fault("must be " + supported + ", but is " + Instance.described(value));
    }

    private static void requireNoOther(Fields config) {
        config.optional("seed");
        config.optional("dtype");
        for (String axes : List.of("input_axes", "output_axes")) {
            config.optional(axes)
                    .filter(value -> !value.isNull())
                    .ifPresent(value -> value.fault("must be null, but is " + value));
        }
        config.done();
    }
}
