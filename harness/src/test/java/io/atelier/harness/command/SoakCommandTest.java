package io.atelier.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SoakCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final CommandLine commandLine =
            Harness.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(errors));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--minutes 0 | --minutes must be from 1 to 100000, but is 0",
                "--minutes 1 --interval 30 | --interval must be from 1 to 6, but is 30",
                "--trials 65 | --trials must be from 1 to 64, but is 65",
                "--option printer=-Dx | --option must be <process>=-<option>, but is \"printer=-Dx\""
            })
    void shouldRefuseWrongOptions(String options, String message) {
        assertThat(commandLine.execute(("soak " + options).split(" "))).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith(message);
    }

    @Test
    void shouldSayThatItsDirectoryIsNamedAfterIt() {
        assertThat(commandLine.execute("soak", "--help")).isZero();
        assertThat(out.toString()).contains("runs/soak-<time>");
    }
}
