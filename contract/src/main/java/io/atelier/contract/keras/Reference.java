package io.atelier.contract.keras;

import io.atelier.contract.architecture.LayerKind;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A layer's name where another layer takes its output.
 *
 * @param path of the reference in the text
 */
record Reference(String path, String name) {

    private static final int MAX_NAME = 256;
    private static final int MAX_USES = 1000;
    private static final String TENSOR = "__keras_tensor__";

    /** The inputs of a layer, from its {@code inbound_nodes}: one for each time that the layer is used. */
    static List<Reference> inputs(Value nodes, KerasClass kind) {
        List<Value> uses = nodes.list(0, MAX_USES);
        int expected = kind == KerasClass.INPUT_LAYER ? 0 : 1;
        if (nodes.isList() && uses.size() != expected) {
            nodes.fault("must be a list of " + expected + ", but has " + uses.size()
                    + (uses.size() > 1
                            ? ": a layer that is used more than once has no equivalent here, make one for each use"
                            : ""));
            return List.of();
        }
        List<Reference> inputs = new ArrayList<>();
        uses.forEach(use -> inputs.addAll(use.isObject() ? call(use.fields()) : tuples(use)));
        return inputs;
    }

    /** As in Keras 3: the arguments of a call. */
    private static List<Reference> call(Fields call) {
        List<Reference> inputs = new ArrayList<>();
        for (Value argument : call.list("args", 1, LayerKind.MAX_INPUTS)) {
            List<Value> tensors = argument.isList() ? argument.list(1, LayerKind.MAX_INPUTS) : List.of(argument);
            tensors.forEach(tensor -> tensor(tensor).ifPresent(inputs::add));
        }
        call.optional("kwargs").ifPresent(Reference::requireDefaults);
        call.done();
        return inputs;
    }

    private static Optional<Reference> tensor(Value tensor) {
        if (!Instance.described(tensor).equals('"' + TENSOR + '"')) {
            tensor.fault("must be a layer's output, but is " + Instance.described(tensor));
            return Optional.empty();
        }
        Fields fields = tensor.fields();
        fields.optional("class_name");
        Fields config = fields.object("config");
        config.optional("shape");
        config.optional("dtype");
        Optional<Reference> reference = config.required("keras_history").flatMap(Reference::of);
        config.done();
        fields.done();
        return reference;
    }

    /** As in Keras 2: a list of tuples of name, use, output and other arguments. */
    private static List<Reference> tuples(Value use) {
        List<Reference> inputs = new ArrayList<>();
        use.list(1, LayerKind.MAX_INPUTS).forEach(tuple -> of(tuple).ifPresent(inputs::add));
        return inputs;
    }

    /** The ends of a model: one tuple, or a list of one. */
    static Optional<Reference> end(Value value) {
        List<Value> elements = value.list(1, MAX_USES);
        if (elements.isEmpty()) {
            return Optional.empty();
        }
        if (elements.get(0).isText()) {
            return of(value);
        }
        if (elements.size() > 1) {
            value.fault("must be a list of 1, but has " + elements.size()
                    + ": a network here has one image and one output");
            return Optional.empty();
        }
        return of(elements.get(0));
    }

    private static Optional<Reference> of(Value tuple) {
        List<Value> parts = tuple.list(3, 4);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        for (Value index : parts.subList(1, 3)) {
            if (!index.toString().equals("0")) {
                index.fault("must be 0, the only use and the only output of a layer, but is " + index);
            }
        }
        parts.stream().skip(3).forEach(Reference::requireDefaults);
        return Optional.of(new Reference(tuple.path(), parts.get(0).text(MAX_NAME)));
    }

    /** Arguments of a call beside its inputs. */
    private static void requireDefaults(Value arguments) {
        Fields fields = arguments.fields();
        for (String name : List.of("training", "mask")) {
            fields.optional(name)
                    .filter(value -> !value.isNull())
                    .ifPresent(value -> value.fault("must be null, but is " + Instance.described(value)));
        }
        fields.done();
    }
}
