package io.atelier.evaluator.page;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.study.StudyNetworks;
import io.atelier.evaluator.view.Run;
import io.atelier.evaluator.view.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An architecture, layer by layer, as Keras' {@code model.summary()} prints it.
 *
 * @param name of the configuration that has it
 * @param layers from the first to the last
 * @param parameters of all layers
 * @param trainable of them those that training changes; the rest are moving statistics
 */
public record ArchitectureSection(String name, List<LayerRow> layers, String parameters, String trainable) {

    /** A layer. */
    public record LayerRow(String name, String type, String shape, String parameters) {}

    /** Those of a run's trials that fit the images, by the configurations that have them. */
    static List<ArchitectureSection> of(Run run) {
        Map<String, Architecture> architectures = new LinkedHashMap<>();
        for (Trial trial : run.trials()) {
            TrialDefinition definition = trial.event().definition();
            architectures.put(definition.configuration(), definition.architecture());
        }
        return architectures.entrySet().stream()
                .flatMap(entry -> of(entry.getKey(), entry.getValue()).stream())
                .toList();
    }

    private static Optional<ArchitectureSection> of(String configuration, Architecture architecture) {
        try {
            NetworkPlan plan = StudyNetworks.of(architecture);
            return Optional.of(new ArchitectureSection(
                    configuration,
                    plan.summary().stream()
                            .map(layer -> new LayerRow(
                                    layer.name(), layer.type(), layer.outputShape(), Format.count(layer.parameters())))
                            .toList(),
                    Format.count(plan.parameterCount()),
                    Format.count(plan.trainableCount())));
        } catch (InvalidDefinitionException e) {
            return Optional.empty();
        }
    }
}
