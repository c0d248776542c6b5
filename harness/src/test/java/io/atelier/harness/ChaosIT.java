package io.atelier.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code atelier chaos} with the services as they are built: whatever is killed or frozen, trials end with the undisturbed
 * run's parameters and everything is published once. A few faults; {@code ./atelier chaos} does as many as are wanted.
 */
@Timeout(400)
class ChaosIT {

    private static final Path HOME = Path.of("").toAbsolutePath().getParent();

    @TempDir
    Path directory;

    @Test
    void shouldLoseRepeatAndChangeNothingUnderFaults() throws Exception {
        Path json = directory.resolve("report.json");
        Path output = directory.resolve("output");

        int exitCode = chaos(output, json);

        assertThat(exitCode).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).contains("noticed after");
        assertThat(json)
                .content()
                .contains(
                        "\"faults\":5",
                        "\"passed\":true",
                        "\"duplicate\":0",
                        "\"gap\":0",
                        "\"mismatch\":0",
                        "\"fenced_wrote\":0");
        assertThat(directory.resolve("out/pids")).isEmptyDirectory();
    }

    private int chaos(Path output, Path json) throws IOException, InterruptedException {
        Process chaos = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Datelier.home=" + HOME,
                        "-jar",
                        HOME.resolve("harness/target/harness.jar").toString(),
                        "chaos",
                        "--faults=5",
                        "--seed=1",
                        "--kinds=kill-trainer,kill-broker,kill-data,kill-evaluator,freeze-trainer",
                        "--pause=1000",
                        "--architectures=fmnist_3",
                        "--seeds=1,2",
                        "--out=" + directory.resolve("out"),
                        "--json=" + json))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(chaos.waitFor(360, TimeUnit.SECONDS)).isTrue();
            return chaos.exitValue();
        } finally {
            chaos.destroy();
            chaos.waitFor();
        }
    }
}
