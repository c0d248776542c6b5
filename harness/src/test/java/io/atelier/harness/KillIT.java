package io.atelier.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.harness.cluster.ManualSession;
import io.atelier.local.experiment.ExperimentRequest;
import io.atelier.local.output.RunDirectory;
import io.atelier.local.service.ClusterSettings;
import io.atelier.local.service.Installation;
import io.atelier.local.service.ProcessKind;
import io.atelier.local.service.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A trainer as it is built, killed by a signal at a moment that the test chooses. */
@Timeout(600)
class KillIT {

    private static final Path HOME = Path.of("").toAbsolutePath().getParent();
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final ClusterSettings SETTINGS = new ClusterSettings(
            1,
            1,
            "synthetic",
            Map.of(),
            Map.of(ProcessKind.TRAINER_SERVICE, List.of("-Datelier.trainer.commit-interval=100ms")));

    @TempDir
    Path out;

    /** Killed between two commits, and not before the first: what goes on begins with all that a state can hold. */
    @Test
    void shouldGoOnInTheMiddleOfAnEpochOfAnyExperiment() throws Exception {
        ObjectNode experiment = ExperimentRequest.read(
                Optional.of(Path.of("src/test/resources/io/atelier/harness/averaged.yaml")),
                Optional.empty(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("train_images", 10_000)
                        .put("test_images", 64),
                List.of(),
                false);
        new ManualSession(new Installation(HOME), out, SETTINGS).run(cluster -> {
            cluster.start();
            TestRun.submit(cluster, "killed", experiment);
            ServiceProcess trainer = TestRun.only(cluster, ProcessKind.TRAINER_SERVICE);
            await().atMost(PATIENCE).until(() -> TestRun.hasCommitted(trainer));
            cluster.kill(trainer);
            cluster.launch(ProcessKind.TRAINER_SERVICE, 1);
            String killed = TestRun.parametersAtTheEnd(cluster, "killed");

            TestRun.submit(cluster, "calm", experiment);
            assertThat(killed).isEqualTo(TestRun.parametersAtTheEnd(cluster, "calm"));
            return null;
        });
        assertThat(Files.readString(new RunDirectory(out).log("trainer-service-1")))
                .containsPattern("Trial killed\\.residual\\.s1: training from epoch 1, batch [1-9]");
    }
}
