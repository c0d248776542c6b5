package io.atelier.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerEnvironmentTest {

    @TempDir
    private Path folder;

    @Test
    void shouldNameTheFirstProcessor() throws IOException {
        Path description = Files.writeString(
                folder.resolve("cpuinfo"),
                "processor\t: 0\nmodel name\t: A Processor @ 2.10GHz\nprocessor\t: 1\nmodel name\t: Another\n");

        assertThat(TrainerEnvironment.processor(description)).isEqualTo("A Processor @ 2.10GHz");
    }

    @Test
    void shouldNameTheArchitectureWhereTheSystemNamesNoModel() throws IOException {
        Path silent = Files.writeString(folder.resolve("cpuinfo"), "processor\t: 0\n");

        assertThat(TrainerEnvironment.processor(silent)).isEqualTo(System.getProperty("os.arch"));
        assertThat(TrainerEnvironment.processor(folder.resolve("absent"))).isEqualTo(System.getProperty("os.arch"));
    }
}
