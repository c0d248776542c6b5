package io.atelier.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code atelier chaos} with the services as they are built: whatever is killed or frozen, trials end with the undisturbed
 * run's parameters and everything is published once. A few faults; {@code ./atelier chaos} does as many as are wanted.
 */
@Timeout(400)
class ChaosIT {

    @TempDir
    Path directory;

    @Test
    void shouldLoseRepeatAndChangeNothingUnderFaults() throws Exception {
        Path json = directory.resolve("report.json");
        ChaosProcess chaos = ChaosProcess.run(
                directory,
                Duration.ofMinutes(6),
                List.of(
                        "--faults=5",
                        "--seed=1",
                        "--kinds=kill-trainer,kill-broker,kill-data,kill-evaluator,freeze-trainer",
                        "--pause=1000",
                        "--architectures=fmnist_3",
                        "--seeds=1,2",
                        "--out=" + directory.resolve("out"),
                        "--json=" + json));

        assertThat(chaos.exitCode()).as(chaos.output()).isZero();
        assertThat(chaos.output()).contains("noticed after");
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

    /** The ledger compares where each trial ends, and by what it was ranked. Minutes, so only when asked for. */
    @Test
    @EnabledIfSystemProperty(named = "atelier.controls", matches = "true")
    void shouldPruneTheSameTrialsUnderFaults() throws Exception {
        ChaosProcess chaos = ChaosProcess.run(
                directory,
                Duration.ofMinutes(6),
                List.of(
                        "--experiment=" + Path.of("src/test/resources/io/atelier/harness/halving.yaml"),
                        "--faults=4",
                        "--kinds=kill-trainer,kill-broker,freeze-trainer",
                        "--pause=1000",
                        "--out=" + directory.resolve("out")));

        assertThat(chaos.exitCode()).as(chaos.output()).isZero();
        assertThat(directory.resolve("out/logs/trainer-service-1.log"))
                .content()
                .contains("is pruned after epoch 1", "goes on after epoch 2");
    }
}
