package io.atelier.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AccessCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine atelier =
            Atelier.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void shouldListTheRightsWhereNoClusterIsGiven() {
        assertThat(atelier.execute("access")).isZero();

        assertThat(out.toString())
                .containsPattern("data-service +read +group data-service\n")
                .containsPattern("observer +read +topic atelier\\.\\*\n");
    }

    @Test
    void shouldSayWhichPasswordIsMissing(@TempDir Path directory) {
        assertThat(atelier.execute("access", "--bootstrap-server", "127.0.0.1:1", "--passwords", directory.toString()))
                .isEqualTo(1);

        assertThat(err.toString())
                .contains("atelier: Expected a password of data-service in "
                        + directory.resolve("data-service/password") + ", but cannot read it");
    }

    @Test
    void shouldSayWhichSettingsItCannotRead(@TempDir Path directory) {
        Path missing = directory.resolve("admin.properties");

        assertThat(atelier.execute(
                        "access", "--bootstrap-server", "127.0.0.1:1", "--command-config", missing.toString()))
                .isEqualTo(1);

        assertThat(err.toString()).contains("atelier: Cannot read " + missing + ", which --command-config names");
    }
}
