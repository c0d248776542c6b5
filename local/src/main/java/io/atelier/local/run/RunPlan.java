package io.atelier.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.definition.DefinitionText;
import io.atelier.contract.definition.Fault;
import io.atelier.contract.definition.Faults;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.definition.Value;
import io.atelier.contract.experiment.Experiment;
import io.atelier.local.LocalException;
import io.atelier.local.experiment.ExperimentRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run directory is for: an experiment with the run's name, in which {@code dataset} is what the data service is
 * started with.
 */
final class RunPlan {

    private static final String RUN = "run";
    private static final String DATASET = "dataset";
    private static final String DEFAULT_DATASET = "auto";

    /** Fields that are options, too. */
    private static final Set<String> OPTIONS =
            Set.of("profile", "architectures", "seeds", "epochs", "train_images", "test_images", DATASET);

    private final ObjectNode content;

    private RunPlan(ObjectNode content) {
        this.content = content;
    }

    static RunPlan create(String run, RunOptions options) {
        ObjectNode content =
                options.complete() ? options.request().deepCopy() : ExperimentRequest.withProfile(options.request());
        content.put(RUN, run);
        content.put(DATASET, options.dataset().orElse(DEFAULT_DATASET));
        return new RunPlan(content);
    }

    /** Reads {@code run.json}. */
    static RunPlan read(byte[] json) throws InvalidDefinitionException {
        JsonNode node = DefinitionText.read(json, value -> Optional.of(value.json()));
        if (node instanceof ObjectNode object
                && object.path(RUN).isTextual()
                && object.path(DATASET).isTextual()) {
            return new RunPlan(object);
        }
        throw new InvalidDefinitionException(List.of(new Fault("", "must be an object with run and dataset")));
    }

    /** In one line: indented, a long one might be too long to be read again. */
    byte[] write() {
        return ExperimentRequest.json(content);
    }

    String run() {
        return content.get(RUN).textValue();
    }

    /** {@code auto}, {@code fashion-mnist}, {@code synthetic} or an absolute path. */
    String dataset() {
        return content.get(DATASET).textValue();
    }

    /** Body of {@code POST /runs}; without a dataset that the data service has to find. */
    byte[] request() {
        ObjectNode request = content.deepCopy();
        if (!ExperimentRequest.DATASETS.contains(dataset())) {
            request.remove(DATASET);
        }
        return ExperimentRequest.json(request);
    }

    /**
     * What the directory goes on with: this plan, or one for the same trials and more.
     *
     * @throws LocalException if the options say something else
     */
    RunPlan resumedWith(RunOptions options) throws LocalException {
        RunPlan asked = asked(options);
        if (!asked.equals(this) && asked.extendsThe(this)) {
            return asked;
        }
        checkSameAs(options);
        return this;
    }

    /** Options beside a profile are about some fields, those of a file about all. */
    private RunPlan asked(RunOptions options) {
        ObjectNode fields = options.complete() ? options.request().deepCopy() : content.deepCopy();
        fields.setAll(options.request());
        fields.put(RUN, options.run().orElse(run()));
        fields.put(DATASET, options.dataset().orElse(dataset()));
        return new RunPlan(fields);
    }

    private boolean extendsThe(RunPlan plan) {
        try {
            return run().equals(plan.run())
                    && dataset().equals(plan.dataset())
                    && Experiment.read(request(), Optional.empty())
                            .contains(Experiment.read(plan.request(), Optional.empty()));
        } catch (InvalidDefinitionException e) {
            // A plan of another version: its difference is told as that of options.
            return false;
        }
    }

    /** Accepts options that say nothing else than this plan does; options not given say nothing. */
    void checkSameAs(RunOptions options) throws LocalException {
        ObjectNode asked = options.request().deepCopy();
        options.dataset().ifPresent(dataset -> asked.put(DATASET, dataset));
        Set<String> fields = new TreeSet<>();
        asked.fieldNames().forEachRemaining(fields::add);
        if (options.complete()) {
            content.fieldNames().forEachRemaining(fields::add);
            // These have defaults of their own.
            fields.removeIf(field -> Set.of(RUN, DATASET).contains(field) && !asked.has(field));
        }
        List<String> differences = new ArrayList<>();
        for (String field : fields) {
            if (!asked.path(field).equals(content.path(field))) {
                differences.add((OPTIONS.contains(field) ? "--" + field.replace('_', '-') : field) + " is "
                        + shown(content.path(field)) + ", not " + shown(asked.path(field)));
            }
        }
        if (!differences.isEmpty()) {
            throw new LocalException("This directory holds run \"" + run() + "\" with other options: "
                    + String.join(", ", differences)
                    + ". Leave these options away to resume it, or choose another directory with --out");
        }
    }

    private static String shown(JsonNode value) {
        if (value.isMissingNode()) {
            return "left out";
        }
        return value.isTextual() ? value.textValue() : new Value(value, "", new Faults()).toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunPlan plan && content.equals(plan.content);
    }

    @Override
    public int hashCode() {
        return content.hashCode();
    }

    @Override
    public String toString() {
        return content.toString();
    }
}
