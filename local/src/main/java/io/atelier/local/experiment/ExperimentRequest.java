package io.atelier.local.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atelier.contract.dataset.DatasetSelection;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.contract.dataset.KnownShapes;
import io.atelier.contract.definition.DefinitionText;
import io.atelier.contract.definition.Fault;
import io.atelier.contract.definition.Faults;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.definition.Value;
import io.atelier.contract.experiment.Experiment;
import io.atelier.contract.experiment.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the data service is asked for, found to be right: an experiment from a file or the quick profile, with what options
 * and assignments put into it.
 */
public final class ExperimentRequest {

    private static final String PROFILE = "profile";
    private static final String DATASET = "dataset";
    private static final String AUTO = "auto";

    /** Names that a data service of this machine can be held to. */
    public static final Set<String> DATASETS = Set.of("fashion-mnist", "synthetic");

    private ExperimentRequest() {}

    /**
     * Reads a request.
     *
     * @param file empty: only what is said beside it, a part of a request that has a profile
     * @param started the dataset that the data service will have, whatever the file says; empty: what that says
     * @param options fields; they win over those of the file
     * @param assignments that are put into it then
     * @param broker whether there is a broker that may have other datasets than the data service will have
     * @throws IOException if the file can't be read
     * @throws InvalidDefinitionException with everything that is wrong with the whole
     * @throws IllegalArgumentException if an assignment does not fit the file, or an option says the same; it begins after
     *     {@code --set}
     */
    public static ObjectNode read(
            Optional<Path> file,
            Optional<String> started,
            ObjectNode options,
            List<Assignment> assignments,
            boolean broker)
            throws IOException, InvalidDefinitionException {
        if (file.isPresent()) {
            return read(ExperimentFile.read(file.get(), List.of()).object(), started, options, assignments, broker);
        }
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        put(request, options, assignments);
        return checked(request, withProfile(request), started, broker);
    }

    /**
     * The same for an experiment that was read before; it is changed.
     *
     * @throws InvalidDefinitionException with everything that is wrong with the whole
     * @throws IllegalArgumentException if an assignment does not fit it, or an option says the same; it begins after
     *     {@code --set}
     */
    public static ObjectNode read(
            ObjectNode experiment,
            Optional<String> started,
            ObjectNode options,
            List<Assignment> assignments,
            boolean broker)
            throws InvalidDefinitionException {
        put(experiment, options, assignments);
        return checked(experiment, experiment, started, broker);
    }

    private static void put(ObjectNode request, ObjectNode options, List<Assignment> assignments) {
        request.setAll(options);
        for (Assignment assignment : assignments) {
            if (options.has(assignment.path())) {
                throw new IllegalArgumentException("of " + assignment.path() + " must be left out where --"
                        + assignment.path().replace('_', '-') + " is given");
            }
            assignment.putInto(request);
        }
    }

    private static ObjectNode checked(ObjectNode request, ObjectNode whole, Optional<String> started, boolean broker)
            throws InvalidDefinitionException {
        Experiment.read(json(whole), started.isPresent() ? shape(started) : shape(whole));
        if (started.isEmpty() && whole.has(DATASET)) {
            requireDataset(whole.get(DATASET), broker);
        }
        // Numbers as the text has them, so that they can be compared with those of another text.
        return (ObjectNode) DefinitionText.read(json(request), value -> Optional.of(value.json()));
    }

    /**
     * The shape of a dataset by what the data service is told to find; empty where only that service will know. What it finds
     * without being told has the shape of Fashion-MNIST.
     */
    public static Optional<DatasetShape> shape(Optional<String> dataset) {
        String name = dataset.orElse(AUTO);
        return name.equals(AUTO) ? Optional.of(KnownShapes.FASHION_MNIST) : KnownShapes.of(name);
    }

    /** The same by what an experiment says of its dataset. */
    static Optional<DatasetShape> shape(JsonNode experiment) {
        return experiment.has(DATASET)
                ? selection(experiment).flatMap(DatasetSelection::shape)
                : shape(Optional.empty());
    }

    /** What an experiment says of its dataset; empty where it says nothing, or what can't be understood. */
    static Optional<DatasetSelection> selection(JsonNode experiment) {
        return experiment.has(DATASET)
                ? DatasetSelection.read(new Value(experiment.get(DATASET), DATASET, new Faults()))
                : Optional.empty();
    }

    /** With the quick profile where it has none. */
    public static ObjectNode withProfile(ObjectNode request) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.set(PROFILE, TextNode.valueOf(Profile.QUICK.label()));
        whole.setAll(request);
        return whole;
    }

    /** As it is sent. */
    public static byte[] json(ObjectNode request) {
        return request.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A data service can be started with it, or finds it on the broker, where nothing else says what that is to have. */
    private static void requireDataset(JsonNode dataset, boolean broker) throws InvalidDefinitionException {
        if (broker || DATASETS.contains(dataset.asText())) {
            return;
        }
        String message = dataset.isObject()
                ? "must come with --broker HOST:PORT, where the topic "
                        + dataset.path("topic").asText() + " is: a broker that is started here has no topic of images"
                : "must be fashion-mnist or synthetic where --dataset names no directory, but is " + dataset;
        throw new InvalidDefinitionException(List.of(new Fault(DATASET, message)));
    }
}
