package io.atelier.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How much each panel shows of a run of 100 configurations with two seeds, by a real Prometheus. */
@Timeout(300)
class LargeSweepIT {

    /** As chosen when a dashboard is opened. */
    private static final int CURVES = 20;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    static Path directory;

    private static Instant start;
    private static LargeSweep sweep;
    private static PrometheusServer prometheus;

    @BeforeAll
    static void watchASweep() throws Exception {
        Program.find("prometheus");
        sweep = LargeSweep.start();
        start = Instant.now();
        prometheus = PrometheusServer.start(directory, sweep.scraped());
        await().atMost(PATIENCE).until(prometheus::isReady);
        await().atMost(PATIENCE).until(sweep::isTrained);
        await().atMost(PATIENCE).until(() -> !prometheus
                .query("count(trial:test_accuracy:so_far) == " + LargeSweep.TRIALS)
                .isEmpty());
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (prometheus != null) {
            prometheus.stop();
        }
        if (sweep != null) {
            sweep.close();
        }
    }

    /** More than are drawn could not be told apart; a table may be as long as there are trials. */
    @Test
    void shouldShowNoMoreCurvesThanAreChosen() {
        for (int curves : List.of(CURVES, 10)) {
            Map<String, Integer> shown = new TreeMap<>();
            Map<String, Integer> most = new TreeMap<>();
            for (Dashboard dashboard : Dashboard.all()) {
                for (JsonNode panel : dashboard.panels()) {
                    if (panel.path("type").asText().equals("row")) {
                        continue;
                    }
                    String name = dashboard.uid() + " / " + panel.path("title").asText();
                    boolean table = panel.path("type").asText().equals("table");
                    IntStream answers = queries(dashboard, name).mapToInt(query -> shown(query, curves));
                    shown.put(name, table ? answers.max().orElseThrow() : answers.sum());
                    most.put(name, table ? LargeSweep.TRIALS : curves);
                }
            }
            assertThat(shown)
                    .allSatisfy((panel, series) -> assertThat(series).as(panel).isLessThanOrEqualTo(most.get(panel)));
            assertThat(shown.values())
                    .filteredOn(series -> series == curves)
                    .as("graphs of trials")
                    .hasSizeGreaterThan(12);
        }
    }

    @Test
    void shouldHaveAnAnswerToEveryQueryAboutTrials() {
        Answers answers = Answers.of(prometheus, start, variables(CURVES));

        assertThat(answers.problems()).isEmpty();
        assertThat(answers.empty())
                .filteredOn(query -> query.expression().contains("$configuration"))
                .isEmpty();
    }

    @Test
    void shouldDrawTheBestTrials() {
        Set<String> best = new TreeSet<>(IntStream.range(LargeSweep.TRIALS - CURVES, LargeSweep.TRIALS)
                .mapToObj(trial -> LargeSweep.configuration(trial) + " s" + LargeSweep.seed(trial))
                .toList());

        assertThat(trials("atelier-training / Validation loss")).isEqualTo(best);
        assertThat(trials("atelier-evaluation / Test accuracy by epoch")).isEqualTo(best);
        assertThat(trials("atelier-overview / Test accuracy of the best epoch")).isEqualTo(best);
    }

    private static Set<String> trials(String panel) {
        Set<String> trials = new TreeSet<>();
        Dashboard.all().stream().flatMap(dashboard -> queries(dashboard, panel)).forEach(query -> answer(query, CURVES)
                .forEach(series ->
                        trials.add(series.path("metric").path("configuration").asText() + " s"
                                + series.path("metric").path("seed").asText())));
        return trials;
    }

    private static Stream<PanelQuery> queries(Dashboard dashboard, String panel) {
        return dashboard.queries().stream().filter(query -> query.toString().startsWith(panel + " / "));
    }

    /** How many curves or rows: epochs are points, classes and predicted ones are cells. */
    private static int shown(PanelQuery query, int curves) {
        Set<JsonNode> shown = new HashSet<>();
        for (JsonNode series : answer(query, curves)) {
            ObjectNode labels = (ObjectNode) series.path("metric");
            shown.add(labels.remove(List.of("epoch", "class", "predicted")));
        }
        return shown.size();
    }

    private static JsonNode answer(PanelQuery query, int curves) {
        String expression = query.expression(variables(curves));
        return query.instant() ? prometheus.query(expression) : prometheus.queryRange(expression, start);
    }

    private static Map<String, String> variables(int curves) {
        long seconds = Duration.between(start, Instant.now()).toSeconds();
        return Map.of(
                "run",
                LargeSweep.RUN,
                "configuration",
                ".*",
                "seed",
                ".*",
                "job",
                ".*",
                "confusion",
                LargeSweep.configuration(0),
                "curves",
                Integer.toString(curves),
                "__rate_interval",
                "8s",
                "__range",
                seconds + "s");
    }
}
