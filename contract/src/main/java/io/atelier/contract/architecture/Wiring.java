package io.atelier.contract.architecture;

import io.atelier.contract.definition.Faults;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of all layers and where each takes its inputs from. */
final class Wiring {

    /** The index of the image among the inputs of a layer. */
    static final int IMAGE = -1;

    private static final int UNKNOWN = -2;

    private final List<Node> nodes;
    private final String path;
    private final Faults faults;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<List<Integer>> inputs = new ArrayList<>();

    private Wiring(List<Node> nodes, String path, Faults faults) {
        this.nodes = nodes;
        this.path = path;
        this.faults = faults;
    }

    /** Adds a fault for whatever is not as it must be; {@code path} is that of the list of layers. */
    static Wiring of(List<Node> nodes, String path, Faults faults) {
        Wiring wiring = new Wiring(nodes, path, faults);
        wiring.name();
        for (int i = 0; i < nodes.size(); i++) {
            wiring.inputs.add(wiring.inputs(i));
        }
        wiring.requireOneOutput();
        wiring.requireUse();
        return wiring;
    }

    List<String> names() {
        return names;
    }

    /** Indexes of layers or {@link #IMAGE}, in the order of the definition. */
    List<Integer> inputsOf(int layer) {
        return inputs.get(layer);
    }

    private void name() {
        Map<LayerKind, Integer> counts = new EnumMap<>(LayerKind.class);
        for (int i = 0; i < nodes.size(); i++) {
            LayerKind kind = nodes.get(i).layer().kind();
            int number = counts.merge(kind, 1, Integer::sum);
            String name = nodes.get(i).name().orElse(kind.defaultName(number));
            Integer other = indexes.putIfAbsent(name, i);
            if (other != null) {
                fault(i, ".name", "must be unique, but layers[" + other + "] is " + name + " too");
            }
            names.add(name);
        }
    }

    private List<Integer> inputs(int index) {
        Node node = nodes.get(index);
        LayerKind kind = node.layer().kind();
        int count = Math.max(1, node.inputs().size());
        if (count < kind.leastInputs() || count > kind.mostInputs()) {
            String permitted = kind.mostInputs() == 1 ? "1" : kind.leastInputs() + " to " + kind.mostInputs();
            fault(index, ".inputs", "of " + kind.label() + " must be " + permitted + ", but are " + count);
        }
        if (node.inputs().isEmpty()) {
            return List.of(index == 0 ? IMAGE : index - 1);
        }
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            found.add(input(index, i, node.inputs().get(i)));
        }
        return found;
    }

    private int input(int index, int place, String name) {
        if (name.equals(Node.IMAGE)) {
            return IMAGE;
        }
        Integer found = indexes.get(name);
        if (found != null && found < index) {
            return found;
        }
        fault(
                index,
                ".inputs[" + place + "]",
                "must be an earlier layer, but "
                        + (found == null ? "no layer is called " + name : name + " is layers[" + found + "]"));
        return UNKNOWN;
    }

    private void requireOneOutput() {
        int last = nodes.size() - 1;
        for (int i = 0; i < last; i++) {
            if (nodes.get(i).layer() instanceof Output) {
                fault(i, "", "must not be an output: only the last layer is");
            }
        }
        if (!(nodes.get(last).layer() instanceof Output)) {
            fault(
                    last,
                    "",
                    "must be the output, since it is the last layer, but is "
                            + nodes.get(last).layer().kind().label());
        }
    }

    private void requireUse() {
        boolean[] used = new boolean[nodes.size()];
        inputs.forEach(list -> list.stream().filter(i -> i >= 0).forEach(i -> used[i] = true));
        for (int i = 0; i < nodes.size() - 1; i++) {
            if (!used[i]) {
                fault(i, "", "must be an input of a later layer, but no layer takes what " + names.get(i) + " gives");
            }
        }
    }

    private void fault(int index, String field, String message) {
        faults.add(path + "[" + index + "]" + field, message);
    }
}
