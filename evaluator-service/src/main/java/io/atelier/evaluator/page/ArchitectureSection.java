package io.atelier.evaluator.page;

import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.UnknownArchitectureException;
import io.atelier.contract.study.StudyNetworks;
import java.util.List;
import java.util.Optional;

/**
 * An architecture, layer by layer, as Keras' {@code model.summary()} prints it.
 *
 * @param name of the architecture
 * @param layers from the first to the last
 * @param parameters of all layers
 * @param trainable of them those that training changes; the rest are moving statistics
 */
public record ArchitectureSection(String name, List<LayerRow> layers, String parameters, String trainable) {

    /** A layer. */
    public record LayerRow(String name, String type, String shape, String parameters) {}

    /** Those that this build knows. */
    static List<ArchitectureSection> of(List<String> names) {
        return names.stream().distinct().flatMap(name -> of(name).stream()).toList();
    }

    private static Optional<ArchitectureSection> of(String name) {
        try {
            NetworkPlan plan = StudyNetworks.named(name);
            return Optional.of(new ArchitectureSection(
                    name,
                    plan.summary().stream()
                            .map(layer -> new LayerRow(
                                    layer.name(), layer.type(), layer.outputShape(), Format.count(layer.parameters())))
                            .toList(),
                    Format.count(plan.parameterCount()),
                    Format.count(plan.trainableCount())));
        } catch (UnknownArchitectureException e) {
            return Optional.empty();
        }
    }
}
