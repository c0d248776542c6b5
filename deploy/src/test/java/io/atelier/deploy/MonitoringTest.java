package io.atelier.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The monitoring of a cluster is that of the compose file: the same rules, dashboards and bounds. */
class MonitoringTest {

    private static final Path DASHBOARD = Manifest.ROOT.resolve("dashboard");

    @Test
    void shouldHaveTheRulesOfPrometheus() throws Exception {
        ObjectNode rule = JsonNodeFactory.instance.objectNode();
        rule.put("apiVersion", "monitoring.coreos.com/v1").put("kind", "PrometheusRule");
        rule.putObject("metadata")
                .put("name", "atelier")
                .putObject("labels")
                .put("app.kubernetes.io/part-of", "atelier");
        for (String file : List.of("recording.yml", "alerts.yml")) {
            JsonNode groups = Manifest.in(DASHBOARD.resolve("prometheus/rules").resolve(file))
                    .get(0)
                    .json()
                    .path("groups");
            assertThat(groups).isNotEmpty();
            groups.forEach(rule.withObject("/spec").withArray("groups")::add);
        }
        GeneratedFile.assertIs(
                "components/monitoring/rules.yaml",
                "Rules and alerts, from dashboard/prometheus/rules.",
                List.of(rule));
    }

    @Test
    void shouldTakeAsManySeriesAsPrometheusDoes() {
        JsonNode jobs = Manifest.in(DASHBOARD.resolve("prometheus/prometheus.yml"))
                .get(0)
                .json()
                .path("scrape_configs");
        assertThat(jobs).hasSize(3).allSatisfy(job -> {
            String name = job.path("job_name").asText();
            JsonNode monitor = Manifest.whole("PodMonitor", name).path("spec");
            assertThat(monitor.path("sampleLimit")).isEqualTo(job.path("sample_limit"));
            JsonNode endpoint = monitor.at("/podMetricsEndpoints/0");
            assertThat(endpoint.path("path")).isEqualTo(job.path("metrics_path"));
            assertThat(monitor.at("/selector/matchLabels/app.kubernetes.io~1name")
                            .asText())
                    .isEqualTo(name);
            JsonNode pod = Manifest.workload(name).at("/spec/template");
            assertThat(pod.path("metadata")
                            .path("labels")
                            .path(monitor.path("jobLabel").asText())
                            .asText())
                    .as("the job by which dashboards and alerts know it")
                    .isEqualTo(name);
            assertThat(pod.at("/spec/containers/0/ports/0/name")).isEqualTo(endpoint.path("port"));
        });
    }

    @Test
    void shouldHaveEveryDashboard() throws IOException {
        List<String> listed = new ArrayList<>();
        Manifest.in(DASHBOARD.resolve("grafana/kustomization.yaml"))
                .get(0)
                .json()
                .path("configMapGenerator")
                .forEach(map -> listed.add(map.at("/files/0").asText()));
        try (Stream<Path> files = Files.list(DASHBOARD.resolve("grafana/dashboards"))) {
            assertThat(listed)
                    .containsExactlyInAnyOrderElementsOf(files.map(file -> "dashboards/" + file.getFileName())
                            .toList());
        }
    }
}
