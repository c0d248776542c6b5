package io.atelier.harness.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.local.command.DatasetName;
import io.atelier.local.command.ExperimentOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code atelier chaos} trains, and {@code atelier load} asks for: an experiment of a file, or the small one of the resource {@code chaos.json}. */
final class WorkloadOptions {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final List<String> DATASETS = List.of("synthetic", "fashion-mnist");

    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    @Option(
            names = "--experiment",
            paramLabel = "FILE",
            description =
                    "Train this experiment, as ./atelier run does. What options say wins over it. Default: two of "
                            + "the study's architectures, one of them with batch norm, for 3 epochs on 800 drawn images.")
    Path file;

    @Mixin
    ExperimentOptions experiment;

    @Option(
            names = "--dataset",
            paramLabel = "synthetic|fashion-mnist|DIR",
            description = "Default: the file's; where it names none, synthetic, which is drawn.")
    String dataset;

    /**
     * Reads it all.
     *
     * @throws IOException if the file can't be read
     * @throws InvalidDefinitionException with everything that is wrong with the experiment
     */
    ObjectNode read() throws IOException, InvalidDefinitionException {
        Optional<String> started = Optional.ofNullable(dataset);
        return file == null
                ? experiment.read(ownExperiment(), started)
                : experiment.read(Optional.of(file), started, null, false);
    }

    /** As the data service takes it. */
    String dataset(ObjectNode trained) {
        JsonNode named = trained.path("dataset");
        String asked = dataset == null ? named.asText(DATASETS.get(0)) : dataset;
        try {
            return DatasetName.resolve("--dataset", asked, DATASETS);
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    private ObjectNode ownExperiment() throws IOException {
        try (InputStream in = WorkloadOptions.class.getResourceAsStream("chaos.json")) {
            return (ObjectNode) MAPPER.readTree(in);
        }
    }

    private ParameterException invalid(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
