package io.atelier.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.local.process.Loopback;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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

    /** Would catch brokers that each begin a cluster of their own. */
    @Test
    void shouldNotBeOneOfSeveralWithoutKnowingWhichAndOfWhat() {
        assertThat(several("--node=2")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith("--cluster-id must be given");
        errors.getBuffer().setLength(0);

        assertThat(several("--node=4", "--cluster-id=ours")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString())
                .startsWith(
                        "--node: a broker's number must be between 1 and the number of controller ports, 3, but is 4");
    }

    private int several(String... options) {
        return commandLine.execute(Stream.concat(
                        Stream.of("broker", "--directory=" + directory, "--port=0", "--controller-port=1,2,3"),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    private int broker(Path data, int port) {
        return commandLine.execute(
                "broker", "--directory", data.toString(), "--port", Integer.toString(port), "--controller-port", "0");
    }
}
