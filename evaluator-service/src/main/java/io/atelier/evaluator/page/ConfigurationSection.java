package io.atelier.evaluator.page;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.experiment.Configuration;
import io.atelier.contract.experiment.Differences;
import io.atelier.evaluator.page.RunPage.Setting;
import io.atelier.evaluator.view.Run;
import java.util.ArrayList;
import java.util.HashMap;
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
        Map<Architecture, String> shown = new HashMap<>();
        List<ConfigurationSection> sections = new ArrayList<>();
        int layers = 0;
        for (Configuration configuration : run.configurations()) {
            String sameAs = shown.putIfAbsent(configuration.architecture(), configuration.label());
            boolean withLayers = sameAs == null
                    && layers + configuration.architecture().layers().size() <= MOST_LAYERS;
            ConfigurationSection section =
                    of(configuration, run.definition().dataset().shape(), sameAs, withLayers);
            layers += section.layers().size();
            sections.add(section);
        }
        return sections;
    }

    private static ConfigurationSection of(
            Configuration configuration, DatasetShape dataset, String sameAs, boolean withLayers) {
        Architecture architecture = configuration.architecture();
        int count = architecture.layers().size();
        String name = architecture.name() + ", " + count + (count == 1 ? " layer" : " layers");
        List<Setting> recipe = new ArrayList<>();
        Differences.settings(configuration.recipe())
                .forEach((path, value) ->
                        recipe.add(new Setting(path.substring(RECIPE.length()), Differences.text(value))));
        try {
            NetworkPlan plan = dataset.plan(architecture);
            return new ConfigurationSection(
                    configuration.label(),
                    name,
                    recipe,
                    sameAs,
                    withLayers ? layers(plan) : List.of(),
                    Format.count(plan.parameterCount()),
                    Format.count(plan.trainableCount()));
        } catch (InvalidDefinitionException e) {
            // Planned by another version; its trial says why.
            return new ConfigurationSection(
                    configuration.label(), name, recipe, sameAs, List.of(), Format.NONE, Format.NONE);
        }
    }

    private static List<LayerRow> layers(NetworkPlan plan) {
        return plan.summary().stream()
                .map(layer ->
                        new LayerRow(layer.name(), layer.type(), layer.outputShape(), Format.count(layer.parameters())))
                .toList();
    }
}
