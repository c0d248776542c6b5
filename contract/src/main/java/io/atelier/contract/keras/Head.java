package io.atelier.contract.keras;

import io.atelier.contract.architecture.Activation;
import io.atelier.contract.definition.Faults;
import io.atelier.contract.definition.Value;
import java.util.List;
import java.util.Optional;

/**
 * The end of a model: a dense layer that becomes our output. Softmax, which our loss applies, may be a part of it or come
 * after it.
 *
 * @param body the layers before it
 */
record Head(List<KerasLayer> body, KerasLayer layer, Meaning.Units units) {

    private static final int LEAST_CLASSES = 2;

    /** Empty after a fault was added. */
    static Optional<Head> of(List<KerasLayer> layers, Faults faults) {
        int last = layers.size() - 1;
        boolean softmax = last > 0 && layers.get(last).meaning() instanceof Meaning.Softmax;
        if (softmax && !takesOnly(layers.get(last), layers.get(last - 1))) {
            faults.add(
                    layers.get(last).path(),
                    "must take the output of " + layers.get(last - 1).path());
            return Optional.empty();
        }
        KerasLayer layer = layers.get(softmax ? last - 1 : last);
        String fault = layer.meaning() instanceof Meaning.Units units
                ? fault(units, softmax)
                : "must be Dense, since it is the last layer that computes something, but is " + layer.kind();
        if (!fault.isEmpty()) {
            faults.add(layer.path(), fault);
            return Optional.empty();
        }
        return Optional.of(new Head(layers.subList(0, layers.indexOf(layer)), layer, (Meaning.Units) layer.meaning()));
    }

    private static boolean takesOnly(KerasLayer layer, KerasLayer before) {
        return layer.inputs().stream().map(Reference::name).toList().equals(List.of(before.name()));
    }

    private static String fault(Meaning.Units units, boolean softmax) {
        if (units.dense().activation() != Activation.LINEAR) {
            return "must have activation \"softmax\" or \"linear\", since it is the last layer, but has "
                    + Names.quoted(Value.label(units.dense().activation()));
        }
        if (units.softmax() && softmax) {
            return "must not apply softmax, since the layer after it does";
        }
        return units.dense().units() < LEAST_CLASSES
                ? "must have as many units as there are classes, at least 2, but has "
                        + units.dense().units()
                : "";
    }

    int classes() {
        return units.dense().units();
    }
}
