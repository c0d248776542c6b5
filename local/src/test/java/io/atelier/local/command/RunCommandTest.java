package io.atelier.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RunCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final CommandLine commandLine =
            Atelier.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(errors));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--epochs many | Invalid value for option '--epochs': 'many' is not an int",
                "--seeds 1,x | Invalid value for option '--seeds' (SEED): 'x' is not a long",
                "--profile slow | atelier: profile must be one of report, quick, but is \"slow\"",
                "--dataset synthetic --set dataset=synthetic | --set of dataset must be left out where --dataset is given",
                "--trainers 0 | --trainers must be between 1 and 64, but is 0",
                "--dataset /no/such/directory | --dataset must be auto, fashion-mnist, synthetic or a directory, "
                        + "but /no/such/directory is no directory",
                "--epochs 0 | atelier: epochs must be an integer between 1 and 100000, but is 0",
                "--architectures resnet | atelier: architectures[0] must be one of fmnist_1, fmnist_2, fmnist_3, "
                        + "fmnist_4, fmnist_5, fmnist_6, or a definition, but is \"resnet\"",
                "--epochs 3 --set recipe.epochs=2 | "
                        + "atelier: epochs must be left out where set[\"recipe.epochs\"] is given, but is 3",
                "--seeds 3 --set seeds=[2] | --set of seeds must be left out where --seeds is given",
                "--set dataset=cifar | atelier: dataset must be fashion-mnist or synthetic where --dataset names no directory, but is \"cifar\"",
                "--broker localhost | --broker must be HOST:PORT, such as localhost:9092, but is \"localhost\"",
                "--brokers 2 | --brokers must be 1 or 3, but is 2",
                "--brokers 3 --broker localhost:9092 | --brokers must be left out where --broker is given: none is started",
                "--dataset topic:shoes | --dataset must come with --broker HOST:PORT where it is a topic, but is topic:shoes:"
                        + " a broker that is started here has no topic of images",
                "--broker localhost:9092 --dataset topic:atelier.trials | --dataset: what follows topic: must be a topic of"
                        + " images, but atelier.trials is one of Atelier's own",
                "--architectures fmnist_3 x.yaml | --architectures must be left out where a file is given",
                "--speed 2 | Unknown option: '--speed'"
            })
    void shouldRefuseWrongOptions(String options, String message) {
        assertThat(commandLine.execute(("run " + options).split(" "))).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith(message);
    }

    @Test
    void shouldTellAllFaultsOfAFileALine(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("bad.yaml"), """
                architectures:
                  - {name: own, layers: [{kind: dense, units: 1e9}, {kind: output}]}
                recipe: {epochs: 0}
                """);

        assertThat(commandLine.execute("run", file.toString(), "--seeds", "-1")).isEqualTo(2);
        assertThat(errors.toString().lines())
                .containsExactly(
                        file + ": architectures[0].layers[0].units must be an integer between 1 and 65536, but is 1E+9",
                        file + ": recipe.epochs must be an integer between 1 and 100000, but is 0",
                        file + ": seeds[0] must be an integer between 0 and 9223372036854775807, but is -1");
    }

    @Test
    void shouldRefuseADatasetOfATopicWithoutABrokerThatHasIt(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("shoes.yaml"), """
                dataset: {name: shoes, topic: shoe-images}
                architectures: [fmnist_3]
                """);

        assertThat(commandLine.execute("run", file.toString())).isEqualTo(2);
        assertThat(errors.toString().lines())
                .containsExactly(
                        file + ": dataset must come with --broker HOST:PORT, where the topic shoe-images is: a broker"
                                + " that is started here has no topic of images");
    }

    @Test
    void shouldSayThatThereIsNoFile(@TempDir Path directory) {
        Path file = directory.resolve("none.yaml");

        assertThat(commandLine.execute("run", file.toString())).isEqualTo(1);
        assertThat(errors.toString()).startsWith("atelier: Expected an experiment in " + file);
    }

    @Test
    void shouldExplainEveryOption() {
        assertThat(commandLine.execute("run", "--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "FILE",
                        "--set",
                        "--profile",
                        "--architectures",
                        "--seeds",
                        "--epochs",
                        "--train-images",
                        "--test-images",
                        "--trainers",
                        "--dataset",
                        "--broker",
                        "--out");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void shouldNotOfferTheBrokersProcess() {
        assertThat(commandLine.execute("--help")).isZero();
        assertThat(out.toString()).contains("run").doesNotContain("broker until");
    }

    /** They are the script's, and not in this module. */
    @Test
    void shouldListTheCommandsThatPutAtelierToTheTest() {
        assertThat(commandLine.execute("--help")).isZero();
        assertThat(out.toString())
                .containsPattern("(?m)^  chaos +\\S")
                .containsPattern("(?m)^  soak +\\S")
                .containsPattern("(?m)^  bench +\\S");
    }
}
