package io.atelier.contract.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.contract.definition.Fault;
import io.atelier.contract.definition.Faults;
import io.atelier.contract.definition.Value;
import io.atelier.contract.recipe.Recipe;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration some of whose fields get other values, and is read again with them. Confined to one thread. */
final class Variation {

    private final Configuration base;
    private final ObjectNode architecture;
    private final ObjectNode recipe;

    /** Settings by where in the definitions they are. */
    private final Map<String, Setting> places = new HashMap<>();

    Variation(Configuration base) {
        this.base = base;
        this.architecture = base.architecture().write();
        this.recipe = base.recipe().write();
        // These have a kind, which a field alone must not lose.
        recipe.set("optimizer", base.recipe().optimizer().write());
        recipe.set("schedule", base.recipe().schedule().write());
    }

    /** Empty if it could be put; else why there is no such field, in words that follow the path. */
    Optional<String> put(Setting setting, JsonNode value) {
        return setting.architecture().isPresent() ? putLayer(setting, value) : putRecipe(setting, value);
    }

    private Optional<String> putLayer(Setting setting, JsonNode value) {
        List<String> names = base.architecture().layerNames();
        int index = names.indexOf(setting.steps().get(0));
        if (index < 0) {
            return Optional.of("must name a layer of " + base.architecture() + ", but it has only "
                    + Value.abbreviated(String.join(", ", names)));
        }
        String field = setting.steps().get(1);
        ((ObjectNode) architecture.get("layers").get(index)).set(field, value);
        places.put("layers[" + index + "]." + field, setting);
        return Optional.empty();
    }

    private Optional<String> putRecipe(Setting setting, JsonNode value) {
        List<String> steps = setting.steps();
        ObjectNode at = recipe;
        StringBuilder place = new StringBuilder("recipe");
        int last = steps.size() - 1;
        for (int i = 0; i < last; i++) {
            String name = steps.get(i);
            place.append('.').append(name);
            JsonNode next = at.get(name);
            if (isList(name) && i + 1 < last) {
                i++;
                int index = only(next, steps.get(i));
                if (index < 0) {
                    return Optional.of("must name one of " + name + ", but " + base + " does not have exactly one "
                            + steps.get(i));
                }
                place.append('[').append(index).append(']');
                next = next.get(index);
            }
            at = next instanceof ObjectNode object ? object : at.putObject(name);
        }
        at.set(steps.get(last), value);
        places.put(place.append('.').append(steps.get(last)).toString(), setting);
        return Optional.empty();
    }

    private static boolean isList(String name) {
        return name.equals("augmentations") || name.equals("averaging");
    }

    /** The index of the only element of a kind, or -1. */
    private static int only(JsonNode list, String kind) {
        int found = -1;
        for (int i = 0; list instanceof ArrayNode && i < list.size(); i++) {
            if (list.get(i).get("kind").textValue().equals(kind)) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }

    /** Empty after a fault was added; see {@link #settingOf}. */
    Optional<Configuration> make(String label, Optional<DatasetShape> dataset, Faults faults) {
        Optional<Architecture> changed = Architecture.read(new Value(architecture, "", faults));
        Optional<Recipe> with = Recipe.read(new Value(recipe, "recipe", faults));
        if (changed.isEmpty() || with.isEmpty()) {
            return Optional.empty();
        }
        Configuration configuration = new Configuration(label, changed.get(), with.get());
        return Fit.check(configuration, dataset, "", "recipe", faults) ? Optional.of(configuration) : Optional.empty();
    }

    /** The setting whose value a fault is about. */
    Optional<Setting> settingOf(Fault fault) {
        return Optional.ofNullable(places.get(fault.path()));
    }
}
