package io.atelier.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.contract.experiment.Configuration;
import io.atelier.contract.study.Study;
import io.atelier.local.experiment.ExperimentFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class DescribeCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final CommandLine commandLine =
            Atelier.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(errors, true));

    static List<String> builtIns() {
        return BuiltIns.names();
    }

    @ParameterizedTest
    @MethodSource("builtIns")
    void shouldPrintAFileThatIsTheBuiltIn(String name, @TempDir Path directory) throws Exception {
        assertThat(commandLine.execute("describe", name)).isZero();
        Path file = Files.writeString(directory.resolve("f.yaml"), out.toString());

        List<Configuration> configurations = ExperimentFile.read(file, List.of())
                .experiment(new DatasetShape(new Shape(28, 28, 1), 10))
                .configurations();

        assertThat(configurations)
                .containsExactly(new Configuration(
                        name,
                        BuiltIns.named(name),
                        Study.configuration(name).orElseThrow().recipe()));
        assertThat(commandLine.execute("check", file.toString())).isZero();
    }

    @Test
    void shouldPrintALayerALine() {
        assertThat(commandLine.execute("describe", "fmnist_3")).isZero();

        assertThat(out.toString().lines())
                .startsWith(
                        "# The built-in fmnist_3 with the study's recipe. Give it a name of your own when you change its layers.",
                        "# What is left out has its default; atelier check FILE says what it needs.",
                        "architectures:",
                        "  - name: fmnist_3",
                        "    layers:",
                        "      - {kind: convolution, filters: 32, activation: relu}")
                .contains("recipe:", "  batch_size: 128", "  holdout: {kind: tail, fraction: 0.25}");
    }

    @Test
    void shouldPrintTheSchema() throws Exception {
        assertThat(commandLine.execute("describe", "--schema")).isZero();

        assertThat(new ObjectMapper().readTree(out.toString()).get("title").asText())
                .isEqualTo("Atelier experiment");
    }

    @Test
    void shouldSayWhichBuiltInsThereAre() {
        assertThat(commandLine.execute("describe", "vgg")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith("There is no architecture \"vgg\"; there are fmnist_1, fmnist_2");

        assertThat(commandLine.execute("describe")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("Expected the NAME of a built-in, or --schema, and not both");
    }
}
