package io.atelier.contract.keras;

import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How Keras writes an object: the name of its class and what makes it.
 *
 * @param module where the class is defined; empty in Keras 2
 */
record Instance(String className, Optional<String> module, Value config) {

    private static final int MAX_TEXT = 256;
    private static final Pattern OWN = Pattern.compile("(tf_)?keras(\\.[A-Za-z0-9_]+)*");

    /** Reads the fields that every object has; empty after a fault was added. */
    static Optional<Instance> read(Fields fields) {
        int before = fields.faults().count();
        fields.optional("shared_object_id");
        String className =
                fields.required("class_name").map(value -> value.text(MAX_TEXT)).orElse("");
        Optional<Value> module = fields.optional("module").filter(value -> !value.isNull());
        Optional<Value> registered = fields.optional("registered_name").filter(value -> !value.isNull());
        Optional<Value> config = fields.required("config");
        module.filter(value -> !OWN.matcher(value.text(MAX_TEXT)).matches())
                .ifPresent(value -> value.fault("must be Keras' own, but is " + value));
        registered
                .filter(value -> !value.text(MAX_TEXT).equals(className))
                .ifPresent(value -> value.fault(
                        "must be null, but is " + value + ": classes that you registered are not known here"));
        return fields.faults().count() > before
                ? Optional.empty()
                : config.map(value -> new Instance(className, module.map(text -> text.text(MAX_TEXT)), value));
    }

    /** Whether it is no layer but a function of Keras 3, which a model of it holds in the place of a layer. */
    boolean isOperation() {
        return module.filter(name -> name.contains(".ops.")).isPresent();
    }

    /** For messages: the class where the value is an object, else the value. */
    static String described(Value value) {
        return value.isObject()
                ? value.fields().optional("class_name").map(Value::toString).orElse(value.toString())
                : value.toString();
    }
}
