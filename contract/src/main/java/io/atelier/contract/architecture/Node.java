package io.atelier.contract.architecture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A layer and its place in the network.
 *
 * @param name empty: the kind's name and a number
 * @param inputs names of earlier layers, or {@link #IMAGE}; empty: the layer before
 */
public record Node(Optional<String> name, List<String> inputs, Layer layer) {

    /** What the network's input is called among the inputs of layers. */
    public static final String IMAGE = "input";

    public Node {
        name.ifPresent(given -> Require.name(given, "name"));
        Require.that(!name.equals(Optional.of(IMAGE)), "name must not be %s: that is the image", IMAGE);
        inputs = Require.copy(inputs, LayerKind.MAX_INPUTS, "inputs");
        Require.present(layer, "layer");
    }

    /** A layer without a name of its own after the one before. */
    public static Node of(Layer layer) {
        return new Node(Optional.empty(), List.of(), layer);
    }

    static Optional<Node> read(Value value) {
        Fields fields = value.fields();
        int before = value.faults().count();
        LayerKind kind = fields.choice("kind", LayerKind.class);
        if (value.faults().count() > before) {
            // Nobody knows which other fields it should have.
            return Optional.empty();
        }
        Optional<String> name = fields.optional("name").map(Value::name);
        List<String> inputs = fields.optional("inputs")
                .map(list -> list.list(1, LayerKind.MAX_INPUTS).stream()
                        .map(Value::name)
                        .toList())
                .orElse(List.of());
        Supplier<Layer> layer = kind.read(fields);
        return fields.make(() -> new Node(name, inputs, layer.get()));
    }

    ObjectNode write() {
        FieldWriter out = new FieldWriter().put("kind", layer.kind());
        name.ifPresent(given -> out.put("name", given));
        if (!inputs.isEmpty()) {
            out.texts("inputs", inputs);
        }
        layer.write(out);
        return out.done();
    }
}
