package io.atelier.evaluator.page;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.experiment.Differences;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.study.StudyNetworks;
import io.atelier.evaluator.page.RunPage.Setting;
import io.atelier.evaluator.view.Run;
import io.atelier.evaluator.view.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A configuration in full: its recipe, and its architecture layer by layer, as Keras' {@code model.summary()} prints it.
 *
 * @param label of the configuration
 * @param architecture name of its architecture, with how many layers it has
 * @param recipe its settings by their paths, defaults included
 * @param sameAs label of an earlier configuration that has the same layers, which are not repeated; null where they are here
 * @param layers from the first to the last; empty where {@code sameAs}, where they don't fit the images, and in a page that
 *     has many already
 * @param parameters of all layers; null where it doesn't fit
 * @param trainable of them those that training changes; the rest are moving statistics
 */
public record ConfigurationSection(
        String label,
        String architecture,
        List<Setting> recipe,
        String sameAs,
        List<LayerRow> layers,
        String parameters,
        String trainable) {

    /** A page is not to grow without bound: a hundred configurations may have a thousand layers each. */
    private static final int MOST_LAYERS = 2_000;

    private static final String RECIPE = "recipe.";

    /** A layer. */
    public record LayerRow(String name, String type, String shape, String parameters) {}

    /** Those of a run. */
    static List<ConfigurationSection> of(Run run) {
        Map<String, TrialDefinition> definitions = new LinkedHashMap<>();
        for (Trial trial : run.trials()) {
            TrialDefinition definition = trial.event().definition();
            definitions.putIfAbsent(definition.configuration(), definition);
        }
        Map<Architecture, String> shown = new HashMap<>();
        List<ConfigurationSection> sections = new ArrayList<>();
        int layers = 0;
        for (TrialDefinition definition : definitions.values()) {
            String sameAs = shown.putIfAbsent(definition.architecture(), definition.configuration());
            boolean withLayers = sameAs == null
                    && layers + definition.architecture().layers().size() <= MOST_LAYERS;
            ConfigurationSection section = of(definition, sameAs, withLayers);
            layers += section.layers().size();
            sections.add(section);
        }
        return sections;
    }

    private static ConfigurationSection of(TrialDefinition definition, String sameAs, boolean withLayers) {
        Architecture architecture = definition.architecture();
        int count = architecture.layers().size();
        String name = architecture.name() + ", " + count + (count == 1 ? " layer" : " layers");
        List<Setting> recipe = new ArrayList<>();
        Differences.settings(definition.recipe())
                .forEach((path, value) ->
                        recipe.add(new Setting(path.substring(RECIPE.length()), Differences.text(value))));
        try {
            NetworkPlan plan = StudyNetworks.of(architecture);
            return new ConfigurationSection(
                    definition.configuration(),
                    name,
                    recipe,
                    sameAs,
                    withLayers ? layers(plan) : List.of(),
                    Format.count(plan.parameterCount()),
                    Format.count(plan.trainableCount()));
        } catch (InvalidDefinitionException e) {
            // Planned by another version; its trial says why.
            return new ConfigurationSection(
                    definition.configuration(), name, recipe, sameAs, List.of(), Format.NONE, Format.NONE);
        }
    }

    private static List<LayerRow> layers(NetworkPlan plan) {
        return plan.summary().stream()
                .map(layer ->
                        new LayerRow(layer.name(), layer.type(), layer.outputShape(), Format.count(layer.parameters())))
                .toList();
    }
}
