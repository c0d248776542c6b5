package io.atelier.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunOutputTest {

    @TempDir
    Path directory;

    @Test
    void shouldReplaceAFileAsAWhole() throws Exception {
        Path file = Files.writeString(directory.resolve("results.json"), "a longer text than the next");

        RunOutput.replace(file, new byte[] {'{', '}'});

        assertThat(file).hasContent("{}");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void shouldSayWhichFileCannotBeWrittenAndWhatToDo() {
        Path file = directory.resolve("models").resolve("a.safetensors");

        assertThatThrownBy(() -> RunOutput.replace(file, new byte[1]))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot write " + file + " (")
                .hasMessageEndingWith("): make room there, or allow it; the same --out goes on");
    }
}
