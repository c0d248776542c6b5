package io.atelier.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.local.process.Loopback;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BrokerCommandTest {

    @TempDir
    Path directory;

    private final StringWriter errors = new StringWriter();
    private final CommandLine commandLine = Atelier.commandLine().setErr(new PrintWriter(errors));

    @Test
    void shouldSayThatAPortIsTakenAndEnd() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, Loopback.at(0).getAddress())) {
            int port = taken.getLocalPort();

            assertThat(broker(directory, port)).isEqualTo(1);
            assertThat(errors.toString())
                    .isEqualToIgnoringNewLines("atelier: Expected port " + port
                            + " to be free, but another process has it: choose another with --port");
        }
    }

    @Test
    void shouldSayThatItsDirectoryCannotBeUsedAndEnd() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThat(broker(file, 0)).isEqualTo(1);
        assertThat(errors.toString())
                .startsWith("atelier: The broker cannot keep its data in " + file + " (")
                .contains("choose another with --directory");
    }

    private int broker(Path data, int port) {
        return commandLine.execute(
                "broker", "--directory", data.toString(), "--port", Integer.toString(port), "--controller-port", "0");
    }
}
