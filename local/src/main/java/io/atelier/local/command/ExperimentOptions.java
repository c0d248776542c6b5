package io.atelier.local.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.local.experiment.Assignment;
import io.atelier.local.experiment.ExperimentRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What options of a command put into the experiment that it trains. */
public final class ExperimentOptions {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Put a value into the experiment before, such as recipe.epochs=5; repeatable.")
    List<String> assignments = List.of();

    @Option(
            names = "--architectures",
            split = ",",
            paramLabel = "NAME",
            description = "Only these architectures of the study, separated by commas; not with a file.")
    List<String> architectures;

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "SEED",
            description = "One trial of each configuration per seed, separated by commas.")
    List<Long> seeds;

    @Option(names = "--epochs", paramLabel = "N", description = "At most so many epochs.")
    Integer epochs;

    @Option(names = "--train-images", paramLabel = "N", description = "Train on so many images.")
    Integer trainImages;

    @Option(names = "--test-images", paramLabel = "N", description = "Test on so many images.")
    Integer testImages;

    /**
     * Reads an experiment.
     *
     * @param file empty: only what options say, a part of a request that has a profile
     * @param dataset that the data service is started with, as another option says; empty where none does
     * @param profile what another option says of it; null where none does
     * @param broker whether there is a broker that may have datasets
     * @throws IOException if the file can't be read
     * @throws InvalidDefinitionException with everything that is wrong with the experiment
     * @throws ParameterException if options do not fit the file or one another
     */
    public ObjectNode read(Optional<Path> file, Optional<String> dataset, String profile, boolean broker)
            throws IOException, InvalidDefinitionException {
        if (file.isPresent() && architectures != null) {
            throw invalid("--architectures must be left out where a file is given, which has its own");
        }
        try {
            return ExperimentRequest.read(file, dataset, fields(profile), parsed(), broker);
        } catch (IllegalArgumentException e) {
            throw invalid("--set " + e.getMessage());
        }
    }

    /**
     * The same of an experiment that was read before; it is changed.
     *
     * @param dataset that the data service is started with
     * @throws InvalidDefinitionException with everything that is wrong with the experiment
     * @throws ParameterException if options do not fit it or one another
     */
    public ObjectNode read(ObjectNode experiment, Optional<String> dataset) throws InvalidDefinitionException {
        try {
            return ExperimentRequest.read(experiment, dataset, fields(null), parsed(), false);
        } catch (IllegalArgumentException e) {
            throw invalid("--set " + e.getMessage());
        }
    }

    /** Whether an assignment is of that field. */
    boolean sets(String field) {
        return assignments.stream().anyMatch(assignment -> assignment.startsWith(field + "="));
    }

    private List<Assignment> parsed() {
        return assignments.stream().map(Assignment::parse).toList();
    }

    private ObjectNode fields(String profile) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("profile", profile);
        fields.put("architectures", architectures);
        fields.put("seeds", seeds);
        fields.put("epochs", epochs);
        fields.put("train_images", trainImages);
        fields.put("test_images", testImages);
        fields.values().removeIf(Objects::isNull);
        return MAPPER.valueToTree(fields);
    }

    private ParameterException invalid(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
