package io.atelier.contract.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.Node;
import io.atelier.contract.recipe.Recipe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In what configurations differ. Settings that all of them have in common are left out, and so are those that follow from
 * another one, such as the momentum of the only kind of optimizer that has one.
 *
 * @param settings the paths, such as {@code architecture}, {@code architectures.tiny.layers.dense_1.units} or {@code
 *     recipe.optimizer.learning_rate}, as a sweep has them
 * @param values of those settings that a configuration has, by its label and their paths
 */
public record Differences(List<String> settings, Map<String, Map<String, JsonNode>> values) {

    private static final String ARCHITECTURE = "architecture";
    private static final String RECIPE = "recipe";
    private static final String ARCHITECTURES = "architectures.";

    public Differences {
        settings = List.copyOf(settings);
        values = Map.copyOf(values);
    }

    /** Of the configurations of a run, each of which has another label. */
    public static Differences of(List<Configuration> configurations) {
        // Configurations of a sweep over recipes share their architecture.
        IdentityHashMap<Architecture, Map<String, JsonNode>> known = new IdentityHashMap<>();
        Map<String, Map<String, JsonNode>> all = new LinkedHashMap<>();
        for (Configuration configuration : configurations) {
            Map<String, JsonNode> flat = new LinkedHashMap<>(
                    known.computeIfAbsent(configuration.architecture(), Differences::ofArchitecture));
            flat.putAll(settings(configuration.recipe()));
            all.put(configuration.label(), flat);
        }
        List<String> differing = differing(all.values());
        Map<String, Map<String, JsonNode>> values = new LinkedHashMap<>();
        all.forEach((label, flat) -> {
            Map<String, JsonNode> kept = new LinkedHashMap<>();
            differing.stream().filter(flat::containsKey).forEach(setting -> kept.put(setting, flat.get(setting)));
            values.put(label, kept);
        });
        return new Differences(differing, values);
    }

    /** Architectures first, and in the order of a definition's fields. */
    private static List<String> differing(Iterable<Map<String, JsonNode>> all) {
        Map<String, Set<JsonNode>> found = new LinkedHashMap<>();
        all.forEach(flat -> flat.forEach((setting, value) ->
                found.computeIfAbsent(setting, path -> new LinkedHashSet<>()).add(value)));
        List<String> differing = new ArrayList<>();
        for (boolean ofArchitectures : new boolean[] {true, false}) {
            found.forEach((setting, values) -> {
                if (values.size() > 1 && setting.startsWith(ARCHITECTURE) == ofArchitectures) {
                    differing.add(setting);
                }
            });
        }
        return differing;
    }

    private static Map<String, JsonNode> ofArchitecture(Architecture architecture) {
        Map<String, JsonNode> flat = new LinkedHashMap<>();
        flat.put(ARCHITECTURE, TextNode.valueOf(architecture.name()));
        String path = ARCHITECTURES + architecture.name() + ".layers";
        List<String> names = architecture.layerNames();
        flat.put(path, TextNode.valueOf(String.join(", ", names)));
        for (int i = 0; i < names.size(); i++) {
            Node node = architecture.layers().get(i);
            String layer = path + "." + names.get(i);
            flat.put(layer + ".inputs", TextNode.valueOf(String.join(", ", node.inputs())));
            flat.putAll(FlatRecord.of(layer, (Record) node.layer()));
        }
        return flat;
    }

    /** All settings of a recipe by their paths, defaults included. */
    public static Map<String, JsonNode> settings(Recipe recipe) {
        return FlatRecord.of(RECIPE, recipe);
    }

    /**
     * What a setting is called where there is little room: the end of its path, as long as no other has the same, and for
     * a layer's field the layer, too.
     */
    public static List<String> shortNames(List<String> settings) {
        List<String> names = new ArrayList<>();
        for (String setting : settings) {
            List<String> steps = List.of(setting.split("\\.", -1));
            String name = steps.get(steps.size() - 1);
            for (int i = steps.size() - 2; i >= 0 && (isShared(name, settings) || isBare(name, setting)); i--) {
                name = steps.get(i) + "." + name;
            }
            names.add(name);
        }
        return names;
    }

    private static boolean isBare(String name, String setting) {
        return setting.startsWith(ARCHITECTURES) && name.indexOf('.') < 0;
    }

    private static boolean isShared(String end, List<String> settings) {
        return new HashSet<>(settings)
                        .stream()
                                .filter(setting -> setting.equals(end) || setting.endsWith("." + end))
                                .count()
                > 1;
    }

    /** A value in as few characters as say all of it; numbers without needless digits. */
    public static String text(JsonNode value) {
        return Label.text(value);
    }
}
