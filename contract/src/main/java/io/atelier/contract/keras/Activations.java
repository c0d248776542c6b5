package io.atelier.contract.keras;

import io.atelier.contract.NumberText;
import io.atelier.contract.architecture.Activation;
import io.atelier.contract.architecture.ActivationLayer;
import io.atelier.contract.definition.Value;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The activations, by name and as layers. */
final class Activations {

    private static final Map<String, Activation> BY_NAME = new TreeMap<>(Map.of(
            "linear", Activation.LINEAR,
            "relu", Activation.RELU,
            "leaky_relu", Activation.LEAKY_RELU,
            "gelu", Activation.GELU,
            "silu", Activation.SILU,
            "swish", Activation.SILU,
            "tanh", Activation.TANH));

    private static final double LEAKY_RELU_SLOPE = 0.3;

    private Activations() {}

    static Activation read(Value value) {
        Optional<Activation> found = BY_NAME.entrySet().stream()
                .filter(entry -> value.toString().equals('"' + entry.getKey() + '"'))
                .map(Map.Entry::getValue)
                .findFirst();
        if (found.isEmpty()) {
            value.fault("must be one of " + String.join(", ", BY_NAME.keySet())
                    + (isSoftmax(value) ? ", or in the last layer softmax" : "") + ", but is "
                    + Instance.described(value));
        }
        return found.orElse(Activation.LINEAR);
    }

    static boolean isSoftmax(Value value) {
        return value.toString().equals("\"softmax\"");
    }

    static Supplier<Meaning> layer(Config config) {
        Optional<Value> value = config.fields().required("activation");
        if (value.filter(Activations::isSoftmax).isPresent()) {
            return Meaning.Softmax::new;
        }
        Activation activation = value.map(Activations::read).orElse(Activation.LINEAR);
        return of(activation, activation == Activation.LEAKY_RELU ? Activation.LEAKY_SLOPE : 0);
    }

    static Supplier<Meaning> relu(Config config) {
        config.only("max_value", "null");
        config.only("threshold", "0.0", "0");
        double slope = slope(config, "negative_slope", 0);
        return of(slope == 0 ? Activation.RELU : Activation.LEAKY_RELU, slope);
    }

    /** The slope is called {@code alpha} in Keras 2. */
    static Supplier<Meaning> leakyRelu(Config config) {
        String field = config.fields().has("alpha") ? "alpha" : "negative_slope";
        return of(Activation.LEAKY_RELU, slope(config, field, LEAKY_RELU_SLOPE));
    }

    /** The shortest number that is the same in float32, since Keras 2 writes 0.3 as 0.30000001192092896. */
    private static double slope(Config config, String field, double otherwise) {
        double slope = config.fields().number(field, 0, 1, otherwise);
        return Double.parseDouble(NumberText.of((float) slope));
    }

    static Supplier<Meaning> softmax(Config config) {
        config.only("axis", "-1", "1");
        return Meaning.Softmax::new;
    }

    private static Supplier<Meaning> of(Activation activation, double slope) {
        return () -> Meaning.of(new ActivationLayer(activation, slope));
    }
}
