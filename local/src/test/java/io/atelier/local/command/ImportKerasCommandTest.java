package io.atelier.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportKerasCommandTest {

    private static final String MODEL = "{'class_name': 'Sequential', 'config': {'name': 'tiny', 'layers': ["
            + "{'class_name': 'InputLayer', 'config': {'name': 'image', 'batch_shape': [null, 8, 8, 1]}},"
            + "{'class_name': 'Rescaling', 'config': {'name': 'scale', 'scale': 0.5}},"
            + "{'class_name': 'Flatten', 'config': {'name': 'flat'}},"
            + "{'class_name': 'Dense', 'config': {'name': 'out', 'units': 3, 'activation': 'softmax'}}]}}";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine atelier =
            Atelier.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @TempDir
    Path directory;

    @Test
    void shouldPrintAnExperimentThatCanBeChecked() throws IOException {
        Path file = file(MODEL);

        assertThat(atelier.execute("import-keras", file.toString())).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).isEqualTo("""
            # Of a Keras model for images of 8x8x1 and 3 classes, with 195 parameters; its weights stayed behind.
            # config.layers[1] (Rescaling) multiplies images by 0.5; here they are in 0..1 already: remove the\
             layer if it is there to bring them into that range.
            architectures:
              - name: tiny
                layers:
                  - {kind: scale, name: scale, factor: 0.5}
                  - {kind: flatten, name: flat}
                  - {kind: output, name: out}
            """);

        Path experiment = Files.writeString(directory.resolve("mine.yaml"), out.toString());
        assertThat(atelier.execute("check", experiment.toString(), "--image", "8x8x1", "--classes", "3"))
                .isZero();
        assertThat(out.toString()).contains(experiment + ": 1 configuration x 1 seed = 1 trial");
    }

    @Test
    void shouldImportTheExampleAsItStandsBesideIt() throws IOException {
        Path examples = Path.of("..", "examples");

        assertThat(atelier.execute(
                        "import-keras", examples.resolve("keras.json").toString()))
                .isZero();
        String[] imported = out.toString().split("\n", 2);
        assertThat(imported[0]).contains("images of 28x28x1 and 10 classes, with 34,826 parameters");
        assertThat(Files.readString(examples.resolve("keras.yaml"))).contains(imported[1]);
    }

    @Test
    void shouldNameEveryFaultInALineAndPrintNothing() throws IOException {
        Path file = file(MODEL.replace("Flatten", "Lambda").replace("'softmax'", "'sigmoid'"));

        assertThat(atelier.execute("import-keras", file.toString())).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith(file + ": config.layers[2] has class_name \"Lambda\", which is code"))
                .anyMatch(line -> line.startsWith(file + ": config.layers[3].config.activation must be one of "))
                .contains("atelier: Expected in " + file + " what Keras' model.to_json() gives; nothing was imported.");
    }

    @Test
    void shouldRefuseWhatIsTooLargeOrNotThere() throws IOException {
        Path file = file(" ".repeat(1_000_001));

        assertThat(atelier.execute("import-keras", file.toString())).isEqualTo(2);
        assertThat(err.toString()).startsWith(file + ": must have at most 1000000 bytes, but has 1000001\n");

        Path missing = directory.resolve("missing.json");
        assertThat(atelier.execute("import-keras", missing.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("atelier: Expected a Keras model in " + missing + ", but can't read it");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("model.json"), text.replace('\'', '"'));
    }
}
