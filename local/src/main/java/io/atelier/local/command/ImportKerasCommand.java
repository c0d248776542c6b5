package io.atelier.local.command;

import io.atelier.contract.definition.DefinitionText;
import io.atelier.contract.definition.Fault;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.keras.KerasModel;
import io.atelier.local.experiment.KerasFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atelier import-keras}. */
@Command(
        name = "import-keras",
        description = {
            "Prints the architecture of a Keras model, as an experiment to start from:",
            "  atelier import-keras model.json > mine.yaml",
            "It takes Sequential and Functional models of Keras 2 and 3. Weights stay behind, and code is never run."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "1:the file can't be read", "2:wrong options, or a fault in the file"})
final class ImportKerasCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "What model.to_json() gives.")
    Path file;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            out.print(KerasFile.of(KerasModel.read(bytes())));
            return 0;
        } catch (InvalidDefinitionException e) {
            int code = DefinitionFile.faulty(file, e, err);
            err.println("atelier: Expected in " + file + " what Keras' model.to_json() gives; nothing was imported.");
            return code;
        } catch (IOException e) {
            return DefinitionFile.unreadable(file, "a Keras model", e, err);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private byte[] bytes() throws IOException, InvalidDefinitionException {
        long size = Files.size(file);
        if (size > DefinitionText.MAX_BYTES) {
            throw new InvalidDefinitionException(List.of(
                    new Fault("", "must have at most " + DefinitionText.MAX_BYTES + " bytes, but has " + size)));
        }
        return Files.readAllBytes(file);
    }
}
