package io.atelier.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class LoadCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--trainers 1,0 | --trainers must be from 1 to 1000, but is 0",
                "--rate -1 | --rate must be from 0 to 1000000, but is -1",
                "--data-services 17 | --data-services must be from 1 to 16, but is 17",
                "--seconds 0 | --seconds must be from 1 to 3600, but is 0"
            })
    void shouldRefuseWrongOptions(String options, String message) {
        StringWriter errors = new StringWriter();
        CommandLine commandLine = Harness.commandLine().setErr(new PrintWriter(errors));
        assertThat(commandLine.execute(("load " + options).split(" "))).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith(message);
    }
}
