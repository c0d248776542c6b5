package io.atelier.contract.architecture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.Require;
import io.atelier.contract.definition.DefinitionText;
import io.atelier.contract.definition.Faults;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.definition.Value;
import java.util.List;
import java.util.Optional;

/**
 * The layers of a network, from the first to the {@link Output}, in an order in which each comes after its inputs. It
 * fits images of any size and any number of classes as far as {@link NetworkPlan} finds that it does.
 */
public record Architecture(String name, List<Node> layers) {

    public static final int MAX_LAYERS = 1000;

    public Architecture {
        Require.name(name, "name");
        layers = Require.copy(layers, MAX_LAYERS, "layers");
        Require.that(!layers.isEmpty(), "layers must not be empty");
        Faults faults = new Faults();
        Wiring.of(layers, "layers", faults);
        Require.that(faults.count() == 0, "%s", faults);
    }

    /** Reads JSON, such as {@code {"name": "tiny", "layers": [{"kind": "dense", "units": 64}, {"kind": "output"}]}}. */
    public static Architecture read(byte[] json) throws InvalidDefinitionException {
        return DefinitionText.read(json, Architecture::read);
    }

    /** Empty after a fault was added. */
    public static Optional<Architecture> read(Value value) {
        Fields fields = value.fields();
        String name = fields.name("name");
        List<Value> values = fields.list("layers", 1, MAX_LAYERS);
        List<Node> layers =
                values.stream().map(Node::read).flatMap(Optional::stream).toList();
        if (!layers.isEmpty() && layers.size() == values.size()) {
            Wiring.of(layers, fields.path("layers"), value.faults());
        }
        return fields.make(() -> new Architecture(name, layers));
    }

    /** The names of all layers, given or by default, in their order. */
    public List<String> layerNames() {
        return List.copyOf(Wiring.of(layers, "layers", new Faults()).names());
    }

    /** Whether no layer leaves anything to the dataset, so that it can be trained. */
    public boolean isSettled() {
        return layers.stream().map(Node::layer).allMatch(Layer::isSettled);
    }

    /**
     * The same with what its layers leave to the dataset.
     *
     * @param mean of each channel of the training images, in [0, 1]
     * @param deviation of the same; may be 0
     */
    public Architecture settled(List<Double> mean, List<Double> deviation) {
        return isSettled()
                ? this
                : new Architecture(
                        name,
                        layers.stream()
                                .map(node -> new Node(
                                        node.name(), node.inputs(), node.layer().settled(mean, deviation)))
                                .toList());
    }

    /** As {@link #read} reads it, without what it would put in by itself. */
    public ObjectNode write() {
        return new FieldWriter()
                .put("name", name)
                .objects("layers", layers.stream().map(Node::write).toList())
                .done();
    }

    @Override
    public String toString() {
        return name;
    }
}
