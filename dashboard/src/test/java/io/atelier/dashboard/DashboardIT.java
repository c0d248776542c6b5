package io.atelier.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every panel's query, put to a real Prometheus that watched a real run. And to a second one that saw the same, but with
 * a metric of each dashboard renamed: what the first finds, it must miss.
 */
@Timeout(600)
class DashboardIT {

    /** Queries that rightly find nothing after a run in which nothing went wrong. */
    private static final Map<String, String> EMPTY = Map.of(
            "atelier-overview / Firing alerts / A", "nothing is wrong",
            "atelier-overview / Failed trials / A", "no trial failed",
            "atelier-evaluation / Test scores / G", "there are ten classes");

    /** One of each dashboard. */
    private static final List<String> RENAMED = List.of(
            "atelier_trial_planned_epochs",
            "atelier_epoch_loss",
            "atelier_confusion_images",
            "atelier_topic_bytes",
            "atelier_state_age_seconds",
            "jvm_threads_live_threads");

    /** No others: a batch, an offset or an exception's text would make series without end. */
    private static final Set<String> LABELS = Set.of(
            "run",
            "configuration",
            "seed",
            "split",
            "epoch",
            "class",
            "predicted",
            "phase",
            "state",
            "outcome",
            "cause",
            "topic",
            "broker",
            "directory",
            "profile",
            "dataset",
            "synthetic",
            "trainer",
            "engine",
            "version",
            "kafka");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    static Path directory;

    private static Instant start;
    private static WatchedRun run;
    private static PrometheusServer prometheus;
    private static PrometheusServer renaming;

    @BeforeAll
    static void watchARun() throws Exception {
        Program.find("prometheus");
        run = WatchedRun.start(directory.resolve("run"));
        start = Instant.now();
        String configuration = run.scraped();
        prometheus = PrometheusServer.start(directory.resolve("prometheus"), configuration);
        renaming = PrometheusServer.start(directory.resolve("renaming"), renamed(configuration));
        await().atMost(PATIENCE).until(() -> prometheus.isReady() && renaming.isReady());
        run.complete();
        for (PrometheusServer server : List.of(prometheus, renaming)) {
            await().atMost(PATIENCE).until(() -> hasSeenTheEnd(server));
        }
    }

    /** What comes last: the state of the trials, and then what the brokers are asked for every ten seconds. */
    private static boolean hasSeenTheEnd(PrometheusServer server) {
        return !server.query("atelier_trials{state=\"COMPLETED\"} == 2").isEmpty()
                && !server.query("sum(atelier_trial_unevaluated_epochs) == 0").isEmpty()
                && !server.query("sum(atelier_share_group_lag) == 0").isEmpty()
                && !server.query("sum(atelier_trainer_busy) == 0").isEmpty();
    }

    private static String renamed(String configuration) {
        String relabelling = """
                    metric_relabel_configs:
                      - source_labels: [__name__]
                        regex: (%s)
                        target_label: __name__
                        replacement: ${1}_renamed
                """.formatted(String.join("|", RENAMED));
        return configuration.replaceAll(
                "(?m)^    metrics_path: /q/metrics\n", "$0" + Matcher.quoteReplacement(relabelling));
    }

    @AfterAll
    static void endEverything() throws IOException, InterruptedException {
        for (PrometheusServer server : new PrometheusServer[] {prometheus, renaming}) {
            if (server != null) {
                server.stop();
            }
        }
        if (run != null) {
            run.stop();
        }
    }

    @Test
    void shouldHaveAnAnswerToEveryQuery() {
        Answers answers = Answers.of(prometheus, start, variables());

        answers.summary(explained()).forEach(System.out::println);
        assertThat(answers.asked()).hasSizeGreaterThan(60);
        assertThat(answers.problems()).isEmpty();
        assertThat(answers.withoutAxis())
                .as("NaN or Inf, by a division by nothing")
                .isEmpty();
        assertThat(answers.empty())
                .extracting(PanelQuery::toString)
                .containsExactlyInAnyOrderElementsOf(EMPTY.keySet());
    }

    /** The test above would not notice a metric that is gone, if this one did not fail for those panels. */
    @Test
    void shouldMissExactlyTheMetricsThatWereRenamed() {
        Answers answers = Answers.of(renaming, start, variables());

        Set<PanelQuery> missed = new HashSet<>(answers.empty());
        missed.removeAll(explained());
        Set<PanelQuery> affected = answers.asked().stream()
                .filter(query -> RENAMED.stream().anyMatch(query::asksFor))
                .collect(Collectors.toSet());
        System.out.println("With " + RENAMED + " renamed, empty: " + missed);
        assertThat(answers.problems()).isEmpty();
        assertThat(missed).containsExactlyInAnyOrderElementsOf(affected);
        assertThat(missed.stream().map(PanelQuery::dashboard).distinct())
                .as("dashboards with an empty panel")
                .hasSameSizeAs(Dashboard.all());
    }

    @Test
    void shouldOfferValuesForEveryVariable() {
        Pattern labelValues = Pattern.compile("label_values\\((.+), (\\w+)\\)");
        for (Dashboard dashboard : Dashboard.all()) {
            List<JsonNode> asking = dashboard.variables().stream()
                    .filter(variable -> variable.path("type").asText().equals("query"))
                    .toList();
            assertThat(asking).isNotEmpty();
            for (JsonNode variable : asking) {
                String query = variable.path("query").path("query").asText();
                Matcher matcher = labelValues.matcher(query);
                assertThat(matcher.matches()).as(query).isTrue();
                PanelQuery selector = new PanelQuery(dashboard.uid(), "variable", query, matcher.group(1), true);
                assertThat(prometheus.labelValues(selector.expression(variables()), matcher.group(2)))
                        .as(query)
                        .isNotEmpty();
            }
        }
    }

    /** But for alerts about the machine: it may have a full disk, or no vector instructions. */
    @Test
    void shouldFireNoAlertInAGoodRun() {
        assertThat(prometheus.query("ALERTS{alertstate=\"firing\",alertname!~\"DiskLow|VectorsMissing\"}"))
                .isEmpty();
    }

    @Test
    void shouldHaveEveryMetricOnThePageAboutMetrics() throws Exception {
        String page = new MetricsPage(run.metrics()).text();
        Files.writeString(Path.of("target/metrics.md"), page);

        assertThat(Files.readString(Repository.METRICS_PAGE))
                .as("If the services are right: cp dashboard/target/metrics.md docs/metrics.md")
                .isEqualTo(page);
    }

    @Test
    void shouldNameMetricsByConvention() throws Exception {
        assertThat(new MetricsPage(run.metrics()).metrics().stream().filter(ExposedMetric::isOurs))
                .hasSizeGreaterThan(40)
                .allSatisfy(metric -> {
                    assertThat(metric.help()).as("help of " + metric.name()).isNotBlank();
                    assertThat(LABELS).as("labels of " + metric.name()).containsAll(metric.labels());
                    assertThat(metric.name().endsWith("_total"))
                            .as(metric.name() + " is a " + metric.type())
                            .isEqualTo(metric.type().equals("counter"));
                    assertThat(metric.name()).doesNotContainPattern("_(ms|millis|percent|mb|kb)(_|$)");
                });
    }

    private static Set<PanelQuery> explained() {
        return Dashboard.all().stream()
                .flatMap(dashboard -> dashboard.queries().stream())
                .filter(query -> EMPTY.containsKey(query.toString()))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> variables() {
        long seconds = Duration.between(start, Instant.now()).toSeconds();
        return Map.of(
                "run", WatchedRun.NAME,
                "configuration", ".*",
                "seed", ".*",
                "job", ".*",
                "confusion", "fmnist_3",
                "curves", "20",
                "__rate_interval", "5s",
                "__range", seconds + "s");
    }
}
