package io.atelier.contract.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.contract.definition.Fault;
import io.atelier.contract.definition.Faults;
import io.atelier.contract.definition.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/** Makes the configurations of a sweep; what is wrong with one is a fault of the value that makes it so. Confined to one thread. */
final class Expansion {

    private final Sweep sweep;
    private final String path;
    private final Optional<DatasetShape> dataset;
    private final Faults faults;

    /** {@code path} is the sweep's. */
    Expansion(Sweep sweep, String path, Optional<DatasetShape> dataset, Faults faults) {
        this.sweep = sweep;
        this.path = path;
        this.dataset = dataset;
        this.faults = faults;
    }

    /** Of all configurations of the experiment; fewer after a fault was added. */
    List<Configuration> of(List<Configuration> bases) {
        requireUse(bases);
        long count = 0;
        for (Configuration base : bases) {
            long more = sweep.count(base);
            count = count > Long.MAX_VALUE - more ? Long.MAX_VALUE : count + more;
        }
        if (count > Experiment.MAX_CONFIGURATIONS) {
            faults.add(
                    path,
                    "must make at most " + Experiment.MAX_CONFIGURATIONS + " configurations, but makes "
                            + (count == Long.MAX_VALUE ? "2^63 or more" : count));
            return List.of();
        }
        List<Configuration> all = new ArrayList<>();
        bases.forEach(base -> all.addAll(of(base)));
        return all;
    }

    private void requireUse(List<Configuration> bases) {
        for (Setting setting : sweep.fields().keySet()) {
            if (bases.stream().noneMatch(setting::appliesTo)) {
                TreeSet<String> names = new TreeSet<>();
                bases.forEach(base -> names.add(base.architecture().name()));
                faults.add(
                        parameter(setting),
                        "must name an architecture of this experiment, but it has only " + String.join(", ", names));
            }
        }
    }

    private List<Configuration> of(Configuration base) {
        Map<String, SortedMap<Setting, JsonNode>> combinations = sweep.combinations(base);
        boolean swept = sweep.fields().keySet().stream().anyMatch(setting -> setting.appliesTo(base));
        if (swept && combinations.size() < sweep.number().orElse(1)) {
            faults.addOnce(
                    path + ".number",
                    "must be at most " + combinations.size() + ", as many combinations as differ, but is "
                            + sweep.number().orElseThrow());
        }
        List<Configuration> all = new ArrayList<>();
        combinations.forEach((label, values) -> of(base, label, values).ifPresent(all::add));
        return all;
    }

    private Optional<Configuration> of(Configuration base, String label, SortedMap<Setting, JsonNode> values) {
        Variation variation = new Variation(base);
        Faults found = new Faults();
        values.forEach((setting, value) -> variation.put(setting, value).ifPresent(reason -> {
            found.add("", reason);
            faults.addOnce(parameter(setting), reason);
        }));
        if (found.count() > 0) {
            return Optional.empty();
        }
        Optional<Configuration> made = variation.make(label, dataset, found);
        found.list().forEach(fault -> tell(fault, label, values, variation));
        return found.count() == 0 ? made : Optional.empty();
    }

    private void tell(Fault fault, String label, SortedMap<Setting, JsonNode> values, Variation variation) {
        Optional<Setting> setting = variation.settingOf(fault);
        if (setting.isPresent()) {
            faults.addOnce(place(setting.get(), values.get(setting.get())), fault.message());
        } else {
            faults.addOnce(path, "makes " + label + ", in which " + fault);
        }
    }

    /** Of a value in its list, or of what it was drawn from. */
    private String place(Setting setting, JsonNode value) {
        if (sweep.number().isEmpty() && sweep.fields().get(setting) instanceof SweptValues.Choices choices) {
            return parameter(setting) + "[" + choices.values().indexOf(value) + "]";
        }
        return parameter(setting);
    }

    private String parameter(Setting setting) {
        return Value.segment(path + ".parameters", setting.path());
    }
}
