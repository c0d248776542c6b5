package io.atelier.local.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.dataset.DatasetSelection;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.contract.definition.DefinitionText;
import io.atelier.contract.definition.Fault;
import io.atelier.contract.definition.Faults;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.definition.Value;
import io.atelier.contract.experiment.Experiment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An experiment in a file: JSON where its name ends with {@code .json}, else YAML. */
public final class ExperimentFile {

    private final JsonNode content;

    private ExperimentFile(JsonNode content) {
        this.content = content;
    }

    /**
     * Reads a file, but not yet what it means.
     *
     * @param assignments that are put into it, in their order
     * @throws IOException if it can't be read
     * @throws InvalidDefinitionException if it is too large or is no YAML or JSON
     * @throws IllegalArgumentException if an assignment does not fit it
     */
    public static ExperimentFile read(Path file, List<Assignment> assignments)
            throws IOException, InvalidDefinitionException {
        byte[] bytes = bytes(file);
        JsonNode content = file.toString().endsWith(".json")
                ? DefinitionText.read(bytes, value -> Optional.of(value.json()))
                : YamlReader.read(text(bytes));
        if (content instanceof ObjectNode object) {
            assignments.forEach(assignment -> assignment.putInto(object));
        }
        return new ExperimentFile(content);
    }

    private static byte[] bytes(Path file) throws IOException, InvalidDefinitionException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(DefinitionText.MAX_BYTES + 1);
            if (bytes.length > DefinitionText.MAX_BYTES) {
                throw refused("must be at most " + DefinitionText.MAX_BYTES + " bytes, but has "
                        + Math.max(bytes.length, Files.size(file)));
            }
            return bytes;
        }
    }

    private static String text(byte[] bytes) throws InvalidDefinitionException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("must be text in UTF-8, but has bytes that are none");
        }
    }

    private static InvalidDefinitionException refused(String message) {
        return new InvalidDefinitionException(List.of(new Fault("", message)));
    }

    /**
     * Its fields.
     *
     * @throws InvalidDefinitionException if it is something else
     */
    ObjectNode object() throws InvalidDefinitionException {
        if (content instanceof ObjectNode object) {
            return object;
        }
        throw refused("must be an object, but is " + new Value(content, "", new Faults()));
    }

    /** What it says of its dataset, if it says something. */
    public Optional<DatasetSelection> dataset() {
        return ExperimentRequest.selection(content);
    }

    /** What it means for a dataset. */
    public Experiment experiment(DatasetShape dataset) throws InvalidDefinitionException {
        Faults faults = new Faults();
        Optional<Experiment> experiment = Experiment.read(new Value(content, "", faults), Optional.of(dataset));
        faults.throwIfAny();
        return experiment.orElseThrow();
    }
}
