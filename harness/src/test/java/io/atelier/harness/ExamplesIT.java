package io.atelier.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.experiment.Experiment;
import io.atelier.harness.cluster.ManualCluster;
import io.atelier.harness.cluster.ManualSession;
import io.atelier.local.experiment.ExperimentRequest;
import io.atelier.local.service.ClusterSettings;
import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.Installation;
import io.atelier.local.service.ProcessKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The experiments of {@code examples/}, each with some of its configurations, on a few drawn images of its size. */
@Timeout(600)
class ExamplesIT {

    private static final Path HOME = Path.of("").toAbsolutePath().getParent();
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MOST_CONFIGURATIONS = 1;

    /** What most examples are for: 28 x 28, grey. */
    private static final String DATASET = "synthetic";

    /** What the others are for. */
    private static final Map<String, String> DRAWINGS = Map.of(
            "cifar-10", "synthetic:32x32x3:10:200",
            "folder", "synthetic:64x64x3:5:200",
            "topic", "synthetic:32x32x3:5:200");

    private static final ClusterSettings SETTINGS =
            new ClusterSettings(1, 1, DATASET, Map.of(), Map.of(ProcessKind.DATA_SERVICE, drawings()));

    @TempDir
    Path out;

    private static List<String> drawings() {
        return DRAWINGS.entrySet().stream()
                .map(drawing -> "-Datelier.data.datasets.%s.dataset=%s"
                        .formatted(dataset(drawing.getKey()), drawing.getValue()))
                .toList();
    }

    private static String dataset(String example) {
        return DRAWINGS.containsKey(example) ? DATASET + "-" + example : DATASET;
    }

    @Test
    void shouldTrainAndScoreEveryExample() throws Exception {
        Map<String, ObjectNode> examples = small();
        assertThat(examples).containsKey("study").containsKeys(DRAWINGS.keySet().toArray(String[]::new));

        new ManualSession(new Installation(HOME), out, SETTINGS).run(cluster -> {
            cluster.start();
            for (Map.Entry<String, ObjectNode> example : examples.entrySet()) {
                submit(cluster, example.getValue().put("run", example.getKey()));
            }
            for (String run : examples.keySet()) {
                assertThat(resultsAtTheEnd(cluster, run))
                        .contains("\"dataset\":\"" + dataset(run) + "-")
                        .doesNotContain("\"FAILED\"");
            }
            return null;
        });
    }

    private static void submit(ManualCluster cluster, ObjectNode experiment) throws IOException, InterruptedException {
        try {
            TestRun.only(cluster, ProcessKind.DATA_SERVICE)
                    .http()
                    .postJson("/runs", ExperimentRequest.json(experiment));
        } catch (HttpProblem e) {
            throw new AssertionError(experiment.path("run").asText(), e);
        }
    }

    /** By their names; in two epochs some trials of a competition are pruned. */
    private static Map<String, ObjectNode> small() throws Exception {
        Map<String, ObjectNode> examples = new TreeMap<>();
        try (Stream<Path> files = Files.list(HOME.resolve("examples"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                String name = file.getFileName().toString().replace(".yaml", "");
                examples.put(name, small(file, dataset(name)).put("dataset", dataset(name)));
            }
        }
        return examples;
    }

    private static ObjectNode small(Path file, String dataset) throws Exception {
        ObjectNode few = JsonNodeFactory.instance
                .objectNode()
                .put("epochs", 2)
                .put("train_images", 160)
                .put("test_images", 32);
        few.putArray("seeds").add(1);
        ObjectNode request = ExperimentRequest.read(Optional.of(file), Optional.of(dataset), few, List.of(), false);
        Experiment whole =
                Experiment.read(ExperimentRequest.json(request), ExperimentRequest.shape(Optional.of(dataset)));
        return whole.halving().isPresent() ? request : withFewConfigurations(whole);
    }

    private static ObjectNode withFewConfigurations(Experiment whole) {
        ObjectNode request = whole.write();
        ArrayNode configurations = request.withArray("configurations");
        while (configurations.size() > MOST_CONFIGURATIONS) {
            configurations.remove(configurations.size() - 1);
        }
        return request;
    }

    private static String resultsAtTheEnd(ManualCluster cluster, String run) throws InterruptedException {
        await(run).atMost(PATIENCE).until(() -> TestRun.results(cluster, run).contains("\"complete\":true"));
        return TestRun.results(cluster, run);
    }
}
