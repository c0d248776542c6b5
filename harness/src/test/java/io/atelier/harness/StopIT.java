package io.atelier.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.harness.cluster.ManualSession;
import io.atelier.local.output.RunDirectory;
import io.atelier.local.service.ClusterSettings;
import io.atelier.local.service.Installation;
import io.atelier.local.service.ProcessKind;
import io.atelier.local.service.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The services as they are built, told to stop in the middle of their work. */
@Timeout(600)
class StopIT {

    private static final Path HOME = Path.of("").toAbsolutePath().getParent();
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    Path out;

    /** Would catch a service that waits for a broker that is gone until somebody loses patience and kills it. */
    @Test
    void shouldNotWaitForABrokerThatIsGone() throws Exception {
        new ManualSession(new Installation(HOME), out, ClusterSettings.dividing(1, 1, "synthetic", Optional.empty()))
                .run(cluster -> {
                    cluster.start();
                    TestRun.submit(cluster, "stop", 1_000, 2_000);
                    ServiceProcess trainer = TestRun.only(cluster, ProcessKind.TRAINER_SERVICE);
                    await().atMost(PATIENCE)
                            .until(() -> TestRun.page(trainer, "/progress").matches(".*\"batch\":[1-9].*"));

                    cluster.kill(TestRun.only(cluster, ProcessKind.KAFKA));
                    for (ProcessKind kind : List.of(
                            ProcessKind.TRAINER_SERVICE, ProcessKind.EVALUATOR_SERVICE, ProcessKind.DATA_SERVICE)) {
                        assertThat(cluster.stop(TestRun.only(cluster, kind)))
                                .as("%s stops by itself", kind)
                                .isTrue();
                    }
                    return null;
                });
        assertThat(Files.readString(new RunDirectory(out).log("trainer-service-1")))
                .contains("so nothing can be committed; the trial goes on from its last commit")
                .doesNotContain("Not done within");
    }
}
