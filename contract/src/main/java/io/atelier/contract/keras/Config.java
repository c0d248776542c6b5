package io.atelier.contract.keras;

import io.atelier.contract.architecture.Activation;
import io.atelier.contract.architecture.Extent;
import io.atelier.contract.architecture.Initialization;
import io.atelier.contract.architecture.Normalize;
import io.atelier.contract.architecture.Padding;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * The config of one layer of Keras. What a layer does not ask for is refused in the end; {@link #ignore} is for what does
 * not change what is computed, {@link #only} for what would. Confined to one thread.
 */
final class Config {

    private static final String NO_OTHER = ", which has no equivalent here";

    private final Fields fields;

    Config(Fields fields) {
        this.fields = fields;
        ignore("name", "trainable", "batch_input_shape");
        given("dtype").ifPresent(Config::requireFloat32);
    }

    private static void requireFloat32(Value dtype) {
        Optional<Value> name = Optional.of(dtype);
        if (dtype.isObject()) {
            Fields policy = dtype.fields();
            name = Instance.read(policy).flatMap(read -> read.config().fields().required("name"));
            policy.done();
        }
        name.filter(value -> !value.toString().equals("\"float32\""))
                .ifPresent(value -> value.fault("must be \"float32\", but is " + value));
    }

    Fields fields() {
        return fields;
    }

    void ignore(String... names) {
        for (String name : names) {
            fields.optional(name);
        }
    }

    /** The value of a field, unless it is left out or null. */
    Optional<Value> given(String name) {
        return fields.optional(name).filter(value -> !value.isNull());
    }

    /** A field whose value must be one of these, written as JSON, or left out. */
    void only(String name, String... permitted) {
        fields.optional(name)
                .filter(value -> !List.of(permitted).contains(value.toString()))
                .ifPresent(value ->
                        value.fault("must be " + permitted[0] + ", but is " + Instance.described(value) + NO_OTHER));
    }

    /** No regularizer and no constraint of these parameters or outputs. */
    void unconstrained(String... parameters) {
        for (String parameter : parameters) {
            none(parameter + "_regularizer", "; the recipe's optimizer can decay weights");
            none(parameter + "_constraint", "");
        }
    }

    private void none(String name, String remedy) {
        given(name)
                .ifPresent(
                        value -> value.fault("must be null, but is " + Instance.described(value) + NO_OTHER + remedy));
    }

    void channelsLast() {
        only("data_format", "\"channels_last\"", "null");
    }

    boolean frozen() {
        return !fields.flag("trainable", true);
    }

    Extent extent(String name, int most) {
        List<Integer> pair = fields.pair(name, 1, most);
        return new Extent(pair.get(0), pair.get(1));
    }

    Extent extent(String name, int most, Extent otherwise) {
        return given(name)
                .map(value -> value.pair(1, most))
                .map(pair -> new Extent(pair.get(0), pair.get(1)))
                .orElse(otherwise);
    }

    Padding padding() {
        return fields.choice("padding", Padding.class, Padding.VALID);
    }

    /** The axis of the channels: an integer, or a list of one; empty after a fault was added. */
    OptionalInt axis() {
        return given("axis")
                .map(value -> value.isList() ? value.list(1, 1).stream().findFirst() : Optional.of(value))
                .orElseGet(() -> fields.required("axis"))
                .map(value -> OptionalInt.of(value.integer(-1, 3)))
                .orElse(OptionalInt.empty());
    }

    /** A number or a list of them; none where it is left out or null. */
    List<Double> numbers(String name, double least, double most) {
        return given(name)
                .map(value -> value.isList() ? value.list(1, Normalize.MAX_CHANNELS) : List.of(value))
                .orElse(List.of())
                .stream()
                .map(value -> value.number(least, most))
                .toList();
    }

    Activation activation() {
        return given("activation").map(Activations::read).orElse(Activation.LINEAR);
    }

    /** Of weights. */
    Initialization initializer(String name) {
        return given(name).map(Initializers::ofWeights).orElse(Initialization.GLOROT_UNIFORM);
    }

    /** Of parameters that begin with the same value everywhere. */
    void initializer(String name, String only) {
        fields.optional(name).ifPresent(value -> Initializers.require(value, only));
    }

    <T> Optional<T> make(Supplier<T> constructor) {
        return fields.make(constructor);
    }
}
