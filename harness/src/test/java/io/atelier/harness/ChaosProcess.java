package io.atelier.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code atelier chaos} in a process of its own, after its end.
 *
 * @param exitCode 0 if no promise was broken
 * @param output all that it printed
 */
public record ChaosProcess(int exitCode, String output) {

    /** The checkout that is being tested. */
    public static final Path HOME = Path.of("").toAbsolutePath().getParent();

    /** Blocks until it has ended; one that takes longer fails the test and is ended. */
    public static ChaosProcess run(Path directory, Duration most, List<String> options)
            throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Datelier.home=" + HOME,
                "-jar",
                HOME.resolve("harness/target/harness.jar").toString(),
                "chaos"));
        command.addAll(options);
        Process chaos = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(chaos.waitFor(most.toSeconds(), TimeUnit.SECONDS))
                    .as("chaos ends within %s", most)
                    .isTrue();
            return new ChaosProcess(chaos.exitValue(), Files.readString(output));
        } finally {
            chaos.destroy();
            chaos.waitFor();
        }
    }
}
