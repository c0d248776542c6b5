package io.atelier.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.harness.chaos.FaultKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ChaosCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final CommandLine commandLine =
            Harness.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(errors));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--kinds kill-trainer,explode | --kinds must be of [kill-trainer, ",
                "--trainers 0 | --trainers must be 1 or more, but is 0",
                "--brokers 2 | --brokers must be 1 or 3, but is 2",
                "--kinds roll-brokers | --brokers must be 3 where --kinds has roll-brokers",
                "--brokers 3 --away 300 | --patience must be 360 or more where --away is 300, but is 240",
                "--faults -1 | --faults must be 0 or more, but is -1",
                "--dataset auto | --dataset must be synthetic, fashion-mnist or a directory, but ",
                "--dataset /no/such/directory | --dataset must be synthetic, fashion-mnist or a directory, "
                        + "but /no/such/directory is no directory",
                "--experiment ../examples/sweep.yaml --architectures fmnist_3 | --architectures must be left out",
                "--set recipe | --set must be PATH=VALUE, such as recipe.epochs=5, but is \"recipe\"",
                "--epochs 0 | atelier: epochs must be an integer between 1 and",
                "--experiment ../examples/sweep.yaml --set recipe.epochs=x | ../examples/sweep.yaml: ",
                "--seed x | Invalid value for option '--seed': 'x' is not a long"
            })
    void shouldRefuseWrongOptions(String options, String message) {
        assertThat(commandLine.execute(("chaos " + options).split(" "))).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith(message);
    }

    @Test
    void shouldNameEveryKindOfFault() {
        assertThat(commandLine.execute("chaos", "--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " ")).contains(FaultKind.labels());
    }
}
