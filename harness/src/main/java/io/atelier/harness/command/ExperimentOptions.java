package io.atelier.harness.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.local.command.DatasetName;
import io.atelier.local.experiment.Assignment;
import io.atelier.local.experiment.ExperimentRequest;
import java.io.IOException;
import java.io.InputStream;
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

/** What {@code atelier chaos} trains: an experiment of a file, or the small one of the resource {@code chaos.json}. */
final class ExperimentOptions {

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

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Put a value into the experiment before, such as recipe.batch_size=64; repeatable.")
    List<String> assignments = List.of();

    @Option(
            names = "--architectures",
            split = ",",
            paramLabel = "NAME",
            description = "Only these built-in architectures, separated by commas; not with a file.")
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
        if (file != null && architectures != null) {
            throw invalid("--architectures must be left out where a file is given, which has its own");
        }
        try {
            List<Assignment> parsed =
                    assignments.stream().map(Assignment::parse).toList();
            return file == null
                    ? ExperimentRequest.read(ownExperiment(), fields(), parsed)
                    : ExperimentRequest.read(Optional.of(file), fields(), parsed);
        } catch (IllegalArgumentException e) {
            throw invalid("--set " + e.getMessage());
        }
    }

    /** As the data service takes it. */
    String dataset(ObjectNode experiment) {
        JsonNode named = experiment.path("dataset");
        String asked = dataset == null ? named.asText(DATASETS.get(0)) : dataset;
        try {
            return DatasetName.resolve("--dataset", asked, DATASETS);
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    private ObjectNode ownExperiment() throws IOException {
        try (InputStream in = ExperimentOptions.class.getResourceAsStream("chaos.json")) {
            return (ObjectNode) MAPPER.readTree(in);
        }
    }

    private ObjectNode fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
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
