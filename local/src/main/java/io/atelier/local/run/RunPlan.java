package io.atelier.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atelier.contract.Require;
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
import java.util.regex.Pattern;

/**
 * What a run directory is for: an experiment with the run's name, in which {@code dataset} may also be what the data service
 * is started with, and {@code broker} names a broker that is not started here.
 */
final class RunPlan {

    private static final String RUN = "run";
    private static final String DATASET = "dataset";
    private static final String BROKER = "broker";
    private static final TextNode DEFAULT_DATASET = TextNode.valueOf("auto");

    /** For a data service that has no dataset but those that requests name. */
    private static final String NONE = "none";

    private static final Pattern NAME = Pattern.compile(Require.NAME);

    /** Fields that are options, too. */
    private static final Set<String> OPTIONS =
            Set.of("profile", "architectures", "seeds", "epochs", "train_images", "test_images", DATASET, BROKER);

    private final ObjectNode content;

    private RunPlan(ObjectNode content) {
        this.content = content;
    }

    static RunPlan create(String run, RunOptions options) {
        ObjectNode content =
                options.complete() ? options.request().deepCopy() : ExperimentRequest.withProfile(options.request());
        content.put(RUN, run);
        content.set(DATASET, options.dataset().orElse(DEFAULT_DATASET));
        options.broker().ifPresent(broker -> content.put(BROKER, broker));
        return new RunPlan(content);
    }

    /** Reads {@code run.json}. */
    static RunPlan read(byte[] json) throws InvalidDefinitionException {
        JsonNode node = DefinitionText.read(json, value -> Optional.of(value.json()));
        if (node instanceof ObjectNode object
                && object.path(RUN).isTextual()
                && (object.path(DATASET).isTextual() || object.path(DATASET).isObject())
                && (!object.has(BROKER) || object.get(BROKER).isTextual())) {
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

    /** What the data service is started with. */
    String dataset() {
        JsonNode dataset = content.get(DATASET);
        return isNamed(dataset) && !ExperimentRequest.DATASETS.contains(dataset.asText()) ? NONE : dataset.asText();
    }

    /** Of a broker that is there; empty: one is started. */
    Optional<String> broker() {
        return Optional.ofNullable(content.path(BROKER).textValue());
    }

    /** Body of {@code POST /runs}; without a dataset that the data service has to find. */
    byte[] request() {
        ObjectNode request = content.deepCopy();
        request.remove(BROKER);
        if (!isNamed(content.get(DATASET))) {
            request.remove(DATASET);
        }
        return ExperimentRequest.json(request);
    }

    /** Whether the data service knows by it what is meant, since it is a name or says of which topic. */
    private static boolean isNamed(JsonNode dataset) {
        return dataset.isObject() || (NAME.matcher(dataset.textValue()).matches() && !dataset.equals(DEFAULT_DATASET));
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
        fields.set(DATASET, options.dataset().orElse(content.get(DATASET)));
        options.broker().or(this::broker).ifPresent(broker -> fields.put(BROKER, broker));
        return new RunPlan(fields);
    }

    private boolean extendsThe(RunPlan plan) {
        try {
            return run().equals(plan.run())
                    && content.get(DATASET).equals(plan.content.get(DATASET))
                    && broker().equals(plan.broker())
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
        options.dataset().ifPresent(dataset -> asked.set(DATASET, dataset));
        options.broker().ifPresent(broker -> asked.put(BROKER, broker));
        Set<String> fields = new TreeSet<>();
        asked.fieldNames().forEachRemaining(fields::add);
        if (options.complete()) {
            content.fieldNames().forEachRemaining(fields::add);
            // These have defaults of their own.
            fields.removeIf(field -> Set.of(RUN, DATASET, BROKER).contains(field) && !asked.has(field));
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
