package io.atelier.local.experiment;

import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.experiment.Configuration;
import io.atelier.contract.experiment.Experiment;
import io.atelier.contract.experiment.Footprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the configurations of an experiment need, one a line. */
public final class NeedsTable {

    /** With the width of the first column to be put in. */
    private static final String FORMAT = "%%-%ds  %%12s  %%12s  %%14s  %%12s  %%10s  %%10s  %%6s";

    private NeedsTable() {}

    public static List<String> lines(Experiment experiment, DatasetShape dataset) {
        int width = "configuration".length();
        for (Configuration configuration : experiment.configurations()) {
            width = Math.max(width, configuration.label().length());
        }
        String format = FORMAT.formatted(width);
        List<String> lines = new ArrayList<>();
        lines.add(format.formatted("", "", "", "multiply-adds", "activations", "", "", ""));
        lines.add(format.formatted(
                "configuration",
                "parameters",
                "trained",
                "of an image",
                "of a batch",
                "checkpoint",
                "state",
                "trials"));
        for (Configuration configuration : experiment.configurations()) {
            Footprint needs = footprint(configuration, dataset);
            lines.add(format.formatted(
                    configuration.label(),
                    number(needs.parameters()),
                    number(needs.trainedParameters()),
                    number(needs.multiplyAdds()),
                    size(needs.activationBytes()),
                    size(needs.checkpointBytes()),
                    size(needs.stateBytes()),
                    experiment.seeds().size()));
        }
        return lines;
    }

    /** The states of all trials of an experiment together, such as {@code 12.5 MiB}. */
    public static String states(Experiment experiment, DatasetShape dataset) {
        return size(experiment.configurations().stream()
                .mapToLong(one -> footprint(one, dataset).stateBytes()
                        * experiment.seeds().size())
                .sum());
    }

    private static Footprint footprint(Configuration configuration, DatasetShape dataset) {
        try {
            NetworkPlan plan = NetworkPlan.of(configuration.architecture(), dataset.image(), dataset.classes());
            return Footprint.of(plan, configuration.recipe());
        } catch (InvalidDefinitionException e) {
            throw new IllegalStateException(configuration + " was found to fit " + dataset, e);
        }
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String size(long bytes) {
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%.0f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%,.1f MiB", bytes / (1024.0 * 1024));
    }
}
