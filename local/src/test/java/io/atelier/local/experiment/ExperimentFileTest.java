package io.atelier.local.experiment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.definition.InvalidDefinitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentFileTest {

    @TempDir
    Path directory;

    @Test
    void shouldRefuseTenMegabytes() throws IOException {
        Path file = Files.write(directory.resolve("large.yaml"), new byte[10_000_000]);

        assertThatThrownBy(() -> ExperimentFile.read(file, List.of()))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage("must be at most 1000000 bytes, but has 10000000");
    }

    @Test
    void shouldRefuseWhatIsNoText() throws IOException {
        Path file = Files.write(directory.resolve("bytes.yaml"), new byte[] {'a', ':', ' ', (byte) 0xff});

        assertThatThrownBy(() -> ExperimentFile.read(file, List.of()))
                .hasMessage("must be text in UTF-8, but has bytes that are none");
    }

    @Test
    void shouldReadFilesOfJsonAsJson() throws IOException {
        Path file = Files.writeString(directory.resolve("x.json"), "{a: 1}");

        assertThatThrownBy(() -> ExperimentFile.read(file, List.of()))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageStartingWith("must be JSON, but is not at line 1, column ");
    }
}
