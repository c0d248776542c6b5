package io.atelier.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
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
                "--profile slow | --profile must be quick or report, but is \"slow\"",
                "--trainers 0 | --trainers must be between 1 and 64, but is 0",
                "--dataset /no/such/directory | --dataset must be auto, fashion-mnist, synthetic or a directory, "
                        + "but /no/such/directory is no directory",
                "--speed 2 | Unknown options: '--speed', '2'"
            })
    void shouldRefuseWrongOptions(String options, String message) {
        assertThat(commandLine.execute(("run " + options).split(" "))).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith(message);
    }

    @Test
    void shouldExplainEveryOption() {
        assertThat(commandLine.execute("run", "--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "--profile",
                        "--architectures",
                        "--seeds",
                        "--epochs",
                        "--train-images",
                        "--test-images",
                        "--trainers",
                        "--dataset",
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
