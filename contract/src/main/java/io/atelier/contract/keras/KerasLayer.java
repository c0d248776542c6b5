package io.atelier.contract.keras;

import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One of a model's layers.
 *
 * @param path of the layer in the text, such as {@code config.layers[3]}
 * @param name as Keras knows it
 */
record KerasLayer(String path, String name, KerasClass kind, List<Reference> inputs, Meaning meaning) {

    private static final int MAX_NAME = 256;
    private static final Set<String> CODE = Set.of("Lambda", "TFOpLambda", "SlicingOpLambda");

    /** Begins the names of layers that change images. */
    private static final String RANDOM = "Random";

    KerasLayer {
        inputs = List.copyOf(inputs);
    }

    /**
     * Reads a layer; empty after a fault was added.
     *
     * @param functional whether it says where its inputs come from
     */
    static Optional<KerasLayer> read(Value value, boolean functional) {
        Fields fields = value.fields();
        fields.optional("build_config");
        Optional<Instance> instance = Instance.read(fields);
        Optional<KerasClass> kind = instance.flatMap(KerasClass::of);
        if (kind.isEmpty()) {
            instance.ifPresent(found -> refuse(value, found));
            return Optional.empty();
        }
        List<Reference> inputs = functional
                ? fields.required("inbound_nodes")
                        .map(nodes -> Reference.inputs(nodes, kind.get()))
                        .orElse(List.of())
                : List.of();
        Config config = new Config(instance.get().config().fields());
        String name = config.fields().required("name").map(KerasLayer::name).orElse("");
        fields.optional("name")
                .filter(outer -> !name.isEmpty() && !outer.text(MAX_NAME).equals(name))
                .ifPresent(outer -> outer.fault("must be that of the config, but is " + outer));
        Optional<Meaning> meaning = config.make(kind.get().read(config));
        return fields.make(() -> new KerasLayer(value.path(), name, kind.get(), inputs, meaning.orElseThrow()));
    }

    private static String name(Value value) {
        String name = value.text(MAX_NAME);
        if (value.isText() && name.isEmpty()) {
            value.fault("must not be empty");
        }
        return name;
    }

    private static void refuse(Value value, Instance found) {
        String operation = found.isOperation() ? " of " + found.module().orElseThrow() : "";
        value.fault("has class_name " + Names.quoted(found.className()) + operation + ", which "
                + why(found.className()) + ": a layer must be one of " + KerasClass.names());
    }

    private static String why(String className) {
        if (CODE.contains(className)) {
            return "is code, and code is not executed";
        }
        return className.startsWith(RANDOM) ? "belongs to the augmentations of a recipe" : "is not supported";
    }

    KerasLayer withInputs(List<Reference> other) {
        return new KerasLayer(path, name, kind, other, meaning);
    }
}
