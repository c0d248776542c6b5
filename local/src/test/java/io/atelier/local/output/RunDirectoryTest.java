package io.atelier.local.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.local.LocalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void shouldCreateWhatIsMissing() throws LocalException {
        RunDirectory output = new RunDirectory(directory.resolve("a/b"));

        output.create();
        output.create();

        assertThat(output.logs()).isDirectory();
        assertThat(output.pids()).isDirectory();
        assertThat(output.models()).isDirectory();
        assertThat(output.log("kafka-1")).isEqualTo(directory.resolve("a/b/logs/kafka-1.log"));
    }

    @Test
    void shouldGiveEveryRunOfTheSameSecondADirectoryOfItsOwn() {
        Path runs = directory.resolve("runs");

        assertThat(Stream.of(1, 2, 3).map(any -> createNew(runs)))
                .containsExactly(runs.resolve("quick-1"), runs.resolve("quick-1-2"), runs.resolve("quick-1-3"));
    }

    private static Path createNew(Path runs) {
        try {
            return RunDirectory.createNew(runs, "quick-1").path();
        } catch (LocalException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldSayThatAFileIsInTheWay() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> new RunDirectory(file.resolve("run")).create())
                .isInstanceOf(LocalException.class)
                .hasMessageStartingWith("Cannot create the output directory " + file.resolve("run"))
                .hasMessageEndingWith("Choose another with --out");
    }
}
