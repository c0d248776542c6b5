package io.atelier.contract.keras;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the text of a model, layer by layer. */
final class ModelReader {

    private static final int MAX_NAME = 256;
    private static final String SEQUENTIAL = "Sequential";
    private static final List<String> FUNCTIONAL = List.of("Functional", "Model");

    /**
     * A model.
     *
     * @param layers first the image
     */
    record Source(String name, List<KerasLayer> layers) {}

    private ModelReader() {}

    /** Empty after a fault was added. */
    static Optional<Source> read(Value model) {
        Fields fields = model.fields();
        for (String other : List.of("keras_version", "backend", "build_config", "compile_config")) {
            fields.optional(other);
        }
        Optional<Instance> instance = Instance.read(fields);
        if (instance.isEmpty()) {
            return Optional.empty();
        }
        String className = instance.get().className();
        Value config = instance.get().config();
        if (!className.equals(SEQUENTIAL) && !FUNCTIONAL.contains(className)) {
            fields.fault(
                    "class_name",
                    "must be Sequential or Functional, but is " + Names.quoted(className)
                            + ": what other classes compute is code");
            return Optional.empty();
        }
        Optional<Source> source = className.equals(SEQUENTIAL) ? sequential(config) : functional(config.fields());
        return fields.make(source::orElseThrow);
    }

    /** Until Keras 2.2.2 the config was the list of layers. */
    private static Optional<Source> sequential(Value config) {
        if (config.isList()) {
            return chain(config.list(1, Architecture.MAX_LAYERS)).map(layers -> new Source("sequential", layers));
        }
        Fields fields = config.fields();
        fields.optional("build_input_shape");
        String name = common(fields);
        Optional<List<KerasLayer>> layers = chain(fields.list("layers", 1, Architecture.MAX_LAYERS));
        return fields.make(() -> new Source(name, layers.orElseThrow()));
    }

    private static Optional<List<KerasLayer>> chain(List<Value> values) {
        Optional<List<KerasLayer>> read = layers(values, false);
        if (read.isEmpty()) {
            return read;
        }
        List<KerasLayer> layers = new ArrayList<>(read.get());
        if (layers.get(0).kind() != KerasClass.INPUT_LAYER) {
            Optional<KerasLayer> image = image(values.get(0));
            if (image.isEmpty()) {
                return Optional.empty();
            }
            layers.add(0, image.get());
        }
        for (int i = 1; i < layers.size(); i++) {
            KerasLayer layer = layers.get(i);
            layers.set(
                    i,
                    layer.withInputs(List.of(
                            new Reference(layer.path(), layers.get(i - 1).name()))));
        }
        return Optional.of(layers);
    }

    /** In Keras 2 the first layer may say itself what it takes. No layer is called as the image is then. */
    private static Optional<KerasLayer> image(Value first) {
        Fields config = first.fields().object("config");
        Optional<Value> shape = config.optional("batch_input_shape");
        if (shape.isEmpty()) {
            config.fault("batch_input_shape", "must be given, since no InputLayer says how large images are");
        }
        int before = config.faults().count();
        return shape.map(Images::shape)
                .filter(image -> config.faults().count() == before)
                .map(image -> new KerasLayer(first.path(), "", KerasClass.INPUT_LAYER, List.of(), image));
    }

    private static Optional<Source> functional(Fields fields) {
        String name = common(fields);
        Optional<Reference> input = fields.required("input_layers").flatMap(Reference::end);
        Optional<Reference> output = fields.required("output_layers").flatMap(Reference::end);
        Optional<List<KerasLayer>> layers = layers(fields.list("layers", 1, Architecture.MAX_LAYERS), true);
        layers.ifPresent(all -> {
            input.ifPresent(end -> require(fields, "input_layers", end, all.get(0)));
            output.ifPresent(end -> require(fields, "output_layers", end, all.get(all.size() - 1)));
        });
        return fields.make(() -> new Source(name, layers.orElseThrow()));
    }

    private static void require(Fields fields, String field, Reference end, KerasLayer layer) {
        if (!end.name().equals(layer.name())) {
            fields.fault(
                    field,
                    "must be " + layer.path() + ", " + Names.quoted(layer.name()) + ", but is "
                            + Names.quoted(end.name()));
        }
    }

    /** What models of both kinds have; gives the name. */
    private static String common(Fields fields) {
        fields.optional("dtype");
        fields.optional("trainable")
                .filter(value -> !value.toString().equals("true"))
                .ifPresent(value -> value.fault("must be true, but is " + value));
        return fields.optional("name").map(value -> value.text(MAX_NAME)).orElse("model");
    }

    private static Optional<List<KerasLayer>> layers(List<Value> values, boolean functional) {
        List<KerasLayer> layers = values.stream()
                .map(value -> KerasLayer.read(value, functional))
                .flatMap(Optional::stream)
                .toList();
        return layers.isEmpty() || layers.size() < values.size() ? Optional.empty() : Optional.of(layers);
    }
}
