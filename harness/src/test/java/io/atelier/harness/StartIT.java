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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Broker and services as they are built, started in another order than the usual; then everything about a run on images
 * unlike those of Fashion-MNIST. The first of the 24 orders; all with {@code -Datelier.start-orders=24}.
 */
@Timeout(900)
class StartIT {

    private static final Path HOME = Path.of("").toAbsolutePath().getParent();
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Of the services for the broker: on a busy machine the others take long to start. */
    private static final ClusterSettings SETTINGS = new ClusterSettings(
            1,
            1,
            ColourRun.DATASET,
            Map.of(),
            Map.of(
                    ProcessKind.TRAINER_SERVICE, List.of("-Datelier.trainer.startup-timeout=300s"),
                    ProcessKind.EVALUATOR_SERVICE, List.of("-Datelier.evaluator.startup-timeout=300s"),
                    ProcessKind.DATA_SERVICE, List.of("-Datelier.data.startup-timeout=300s")));

    @TempDir
    Path out;

    /** Would catch a service that dies of what is not there yet, or never notices that it has come. */
    @ParameterizedTest
    @MethodSource
    void shouldWaitForWhatItNeedsAndSayForWhat(List<ProcessKind> order) throws Exception {
        new ManualSession(new Installation(HOME), out, SETTINGS).run(cluster -> {
            int broker = order.indexOf(ProcessKind.KAFKA);
            for (ProcessKind early : order.subList(0, broker)) {
                cluster.launch(early, 1);
            }
            for (ServiceProcess process : cluster.all()) {
                awaitLogged(process, "Waiting up to 300 s for a Kafka broker at " + cluster.bootstrapServers());
            }
            for (ProcessKind late : order.subList(broker, order.size())) {
                ServiceProcess process = cluster.launch(late, 1);
                await(process.id()).atMost(PATIENCE).until(process::isReady);
            }
            for (ServiceProcess process : cluster.all()) {
                await(process.id()).atMost(PATIENCE).until(process::isReady);
            }
            ColourRun.submit(cluster, "start").assertShown();
            return null;
        });
    }

    static Stream<List<ProcessKind>> shouldWaitForWhatItNeedsAndSayForWhat() {
        List<ProcessKind> backwards = List.of(
                ProcessKind.TRAINER_SERVICE,
                ProcessKind.EVALUATOR_SERVICE,
                ProcessKind.DATA_SERVICE,
                ProcessKind.KAFKA);
        return orders(backwards).limit(Integer.getInteger("atelier.start-orders", 1));
    }

    /** All, in lexicographic order from the given one. */
    private static Stream<List<ProcessKind>> orders(List<ProcessKind> kinds) {
        if (kinds.isEmpty()) {
            return Stream.of(List.of());
        }
        return kinds.stream().flatMap(first -> {
            List<ProcessKind> others = new ArrayList<>(kinds);
            others.remove(first);
            return orders(others)
                    .map(rest -> Stream.concat(Stream.of(first), rest.stream()).toList());
        });
    }

    private void awaitLogged(ServiceProcess process, String text) {
        Path log = new RunDirectory(out).log(process.id());
        await(process.id()).atMost(PATIENCE).untilAsserted(() -> assertThat(Files.readString(log))
                .contains(text));
    }
}
