package io.atelier.local.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.definition.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that a command line puts into an experiment, such as {@code seeds=[1, 2]} or {@code recipe.epochs=5}. What begins
 * with {@code recipe.} goes into all recipes, those of the study included; so it becomes a field of {@code set}.
 *
 * @param path as it is written
 */
public record Assignment(String path, JsonNode value) {

    private static final String OF_RECIPES = "recipe.";
    private static final String SET = "set";
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+|\\[[0-9]{1,4}])*");
    private static final Pattern STEP = Pattern.compile("\\[([0-9]+)]|[A-Za-z0-9_-]+");

    /**
     * Reads {@code PATH=VALUE}; the value is YAML.
     *
     * @throws IllegalArgumentException if it is not of this form
     */
    public static Assignment parse(String text) {
        int end = text.indexOf('=');
        String path = end < 0 ? "" : text.substring(0, end).strip();
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("must be PATH=VALUE, such as recipe.epochs=5, but is \"" + text + "\"");
        }
        try {
            return new Assignment(path, YamlReader.read(text.substring(end + 1)));
        } catch (InvalidDefinitionException e) {
            throw new IllegalArgumentException("of " + path + " has a value that " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException if a part of the path is not there */
    void putInto(ObjectNode experiment) {
        List<String> steps = path.startsWith(OF_RECIPES) ? List.of(SET, path) : steps();
        JsonNode at = experiment;
        for (String step : steps.subList(0, steps.size() - 1)) {
            at = isIndex(step) ? element(at, step) : child(at, step);
        }
        String last = steps.get(steps.size() - 1);
        if (isIndex(last)) {
            element(at, last);
            ((ArrayNode) at).set(index(last), value);
        } else if (at instanceof ObjectNode object) {
            object.set(last, value);
        } else {
            throw missing(last);
        }
    }

    private List<String> steps() {
        List<String> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(path);
        while (matcher.find()) {
            steps.add(matcher.group());
        }
        return steps;
    }

    private static boolean isIndex(String step) {
        return step.startsWith("[");
    }

    private static int index(String step) {
        return Integer.parseInt(step.substring(1, step.length() - 1));
    }

    private JsonNode element(JsonNode list, String step) {
        if (!list.has(index(step))) {
            throw missing(step);
        }
        return list.get(index(step));
    }

    /** Made where it is not there; a list is handed out as it is. */
    private JsonNode child(JsonNode parent, String name) {
        if (!(parent instanceof ObjectNode object)) {
            throw missing(name);
        }
        JsonNode found = object.get(name);
        return found == null ? object.putObject(name) : found;
    }

    private IllegalArgumentException missing(String step) {
        return new IllegalArgumentException("of " + path + " must name what is in the file, but " + step + " is not");
    }
}
