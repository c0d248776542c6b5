package io.atelier.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.harness.cluster.ManualCluster;
import io.atelier.local.service.ProcessKind;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run on small images in colour that are not square, of more classes than have a confusion matrix, from its planning to
 * its page.
 */
final class ColourRun {

    /** Of the drawn images. */
    static final String DATASET = "synthetic:12x10x3:25:400";

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Pattern ID = Pattern.compile("\"dataset\":\"(synthetic-[0-9a-f]{8})\"");

    private static final String EXPERIMENT = """
            {"architectures": [{"name": "tiny", "layers": [
               {"kind": "convolution", "filters": 8, "activation": "relu"}, {"kind": "max_pool"}, {"kind": "output"}]}],
             "recipe": {"epochs": 1, "holdout": {"kind": "shuffled", "fraction": 0.1, "seed": 42},
               "augmentations": [{"kind": "flip"}, {"kind": "rotation", "degrees": 10}]}}
            """;

    private final ManualCluster cluster;
    private final String name;

    private ColourRun(ManualCluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    static ColourRun submit(ManualCluster cluster, String name) throws IOException, InterruptedException {
        TestRun.submit(cluster, name, (ObjectNode) new ObjectMapper().readTree(EXPERIMENT));
        return new ColourRun(cluster, name);
    }

    /** Waits until it has ended. */
    void assertShown() throws InterruptedException {
        await(name).atMost(PATIENCE).until(() -> TestRun.results(cluster, name).contains("\"complete\":true"));

        String results = TestRun.results(cluster, name);
        assertThat(results)
                .contains("\"state\":\"COMPLETED\"", "\"top5\":0.", "\"classes\":25", "\"confusion\":[]")
                .contains("\"confused\":[{\"label\":");
        Matcher id = ID.matcher(results);
        assertThat(id.find()).isTrue();
        assertThat(page("/runs/" + name))
                .contains("Top-5 accuracy", "The most confused classes", "The worst classes", "5 more classes")
                .contains("<img src=\"data:image/png;base64,", "width=\"50\" height=\"60\"")
                .contains("<a href=\"../datasets/" + id.group(1) + "\"");
        assertDataset(id.group(1));
        await(name).atMost(PATIENCE).until(() -> page("/q/metrics")
                .contains("atelier_trial_test_top5_accuracy_ratio{configuration=\"tiny\","));
    }

    private void assertDataset(String dataset) throws InterruptedException {
        assertThat(page("/api/datasets/" + dataset))
                .contains("\"height\":12,\"width\":10,\"channels\":3,\"train\":400,\"test\":80")
                .contains("\"kind\":\"rotation\"")
                .containsPattern("\"deviation\":\\[0\\.\\d+,0\\.\\d+,0\\.\\d+]");
        await(dataset).atMost(PATIENCE).until(() -> isWhole(page("/datasets/" + dataset)));
        String page = page("/datasets/" + dataset);
        assertThat(page).contains("12 × 10, RGB", "flip, rotation (degrees 10)", "Ankle boot 2");
        assertThat(page.split("<img ", -1))
                .as("ten images before and after augmentation")
                .hasSize(1 + 2 * 10);
    }

    private static boolean isWhole(String page) {
        return !page.isEmpty() && !page.contains(" data-live=");
    }

    private String page(String path) throws InterruptedException {
        return TestRun.page(TestRun.only(cluster, ProcessKind.EVALUATOR_SERVICE), path);
    }
}
