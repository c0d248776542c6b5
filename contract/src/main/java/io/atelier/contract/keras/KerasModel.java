package io.atelier.contract.keras;

import io.atelier.contract.Require;
import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.definition.DefinitionText;
import io.atelier.contract.definition.Faults;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.definition.Value;
import java.util.List;
import java.util.Optional;

/**
 * What a Keras model becomes. Its weights are not in the text, and stay behind.
 *
 * @param plan the architecture, for images of the size that the model takes and as many classes as its last layer has units
 * @param notes what the user should know about it, in sentences
 */
public record KerasModel(NetworkPlan plan, List<String> notes) {

    public KerasModel {
        Require.present(plan, "plan");
        notes = List.copyOf(notes);
    }

    /**
     * Reads what {@code model.to_json()} gives: a Sequential or Functional model of one image and one output, which ends in a
     * dense layer, with softmax or without.
     *
     * @throws InvalidDefinitionException if the bytes are no such model, or something in it has no equivalent here
     */
    public static KerasModel read(byte[] json) throws InvalidDefinitionException {
        return DefinitionText.read(json, KerasModel::read);
    }

    private static Optional<KerasModel> read(Value model) {
        return ModelReader.read(model).flatMap(source -> of(source, model.faults()));
    }

    private static Optional<KerasModel> of(ModelReader.Source source, Faults faults) {
        Assembly network = new Assembly(faults);
        int before = faults.count();
        Optional<Head> head = Head.of(source.layers(), faults);
        head.ifPresent(
                end -> network.assemble(end.body(), end.layer(), end.units().output()));
        if (network.nodes().size() > Architecture.MAX_LAYERS) {
            faults.add(
                    "config.layers",
                    "must become at most " + Architecture.MAX_LAYERS + " layers, but would become "
                            + network.nodes().size());
        }
        if (faults.count() > before || !(source.layers().get(0).meaning() instanceof Meaning.Image image)) {
            return Optional.empty();
        }
        Architecture architecture = new Architecture(Names.legal(source.name()), network.nodes());
        Optional<NetworkPlan> plan = new Agreement(network.origins(), faults)
                .plan(architecture, image.shape(), head.orElseThrow().classes());
        return plan.map(made -> new KerasModel(made, network.notes()));
    }
}
