package io.atelier.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The alert rules, and that their own tests leave none of them out. */
class AlertRulesTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern ALERT = Pattern.compile("alertname=\"(\\w+)\"");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final Set<String> IDENTIFYING =
            Set.of("run", "configuration", "seed", "broker", "directory", "topic");
    private static final int TWO_SCRAPES = 10;

    @Test
    void shouldFireAndBeSilentAsTheirCasesSay() throws Exception {
        assertThat(Program.run(Repository.PROMETHEUS, "promtool", "test", "rules", "tests/alerts.yml"))
                .contains("SUCCESS");
    }

    @Test
    void shouldBeReadByPrometheus() throws Exception {
        assertThat(Program.run(Repository.PROMETHEUS, "promtool", "check", "config", "prometheus.yml"))
                .contains("rule files found")
                .doesNotContain("FAILED");
    }

    @Test
    void shouldEachHaveAFiringAndASilentCase() throws IOException {
        Set<String> firing = new TreeSet<>();
        Set<String> silent = new TreeSet<>();
        for (JsonNode test : read("tests/alerts.yml").path("tests")) {
            for (JsonNode expected : test.path("promql_expr_test")) {
                Matcher alert = ALERT.matcher(expected.path("expr").asText());
                if (alert.find()) {
                    (expected.path("exp_samples").isEmpty() ? silent : firing).add(alert.group(1));
                } else {
                    assertThat(expected.path("exp_samples"))
                            .as("firing cases name their alert")
                            .isEmpty();
                }
            }
        }
        List<String> alerts =
                alerts().stream().map(alert -> alert.path("alert").asText()).toList();
        assertThat(firing).containsExactlyInAnyOrderElementsOf(alerts);
        assertThat(silent).containsExactlyInAnyOrderElementsOf(alerts);
    }

    /** Of two trials of one configuration, or two trainers, a reader must see which one is meant. */
    @Test
    void shouldNameAllThatIdentifiesInTheSummary() throws IOException {
        Map<String, Set<String>> labels = firingLabels();
        assertThat(alerts()).allSatisfy(alert -> {
            Set<String> identifying = identifying(labels.get(alert.path("alert").asText()));
            String summary = alert.path("annotations").path("summary").asText();
            assertThat(identifying).as(summary).allSatisfy(label -> assertThat(summary)
                    .contains("{{ $labels." + label + " }}"));
        });
        assertThat(labels.values()).filteredOn(of -> of.contains("seed")).hasSizeGreaterThan(5);
    }

    /** The service that tells of a run or a broker, and its address, do not matter. */
    private static Set<String> identifying(Set<String> labels) {
        Set<String> identifying = new TreeSet<>(labels);
        identifying.retainAll(IDENTIFYING);
        if (identifying.isEmpty() && labels.contains("instance")) {
            identifying.add("instance");
        }
        return identifying;
    }

    /** The labels with which each alert fires, by its name. */
    private static Map<String, Set<String>> firingLabels() throws IOException {
        Map<String, Set<String>> labels = new TreeMap<>();
        for (JsonNode test : read("tests/alerts.yml").path("tests")) {
            for (JsonNode sample : test.path("promql_expr_test").findValues("labels")) {
                Matcher alert = ALERT.matcher(sample.asText());
                assertThat(alert.find()).as(sample.asText()).isTrue();
                Set<String> known = labels.computeIfAbsent(alert.group(1), name -> new TreeSet<>());
                LABEL.matcher(sample.asText()).results().forEach(label -> known.add(label.group(1)));
            }
        }
        return labels;
    }

    @Test
    void shouldSayWhatToDoAndWaitForASecondScrape() throws IOException {
        assertThat(alerts()).hasSizeGreaterThan(10).allSatisfy(alert -> {
            assertThat(alert.path("annotations").path("summary").asText()).isNotBlank();
            assertThat(alert.path("annotations").path("description").asText())
                    .hasSizeGreaterThan(60)
                    .as("what helps wherever the services run")
                    .doesNotContain("docker", "compose", "kubectl", "localhost");
            assertThat(alert.path("labels").path("severity").asText()).isIn("critical", "warning");
            assertThat(seconds(alert.path("for").asText())).isGreaterThanOrEqualTo(TWO_SCRAPES);
        });
    }

    private static List<JsonNode> alerts() throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        for (JsonNode group : read("rules/alerts.yml").path("groups")) {
            group.path("rules").forEach(alerts::add);
        }
        return alerts;
    }

    private static JsonNode read(String file) throws IOException {
        return YAML.readTree(Repository.PROMETHEUS.resolve(file).toFile());
    }

    private static int seconds(String duration) {
        int number = Integer.parseInt(duration.substring(0, duration.length() - 1));
        return duration.endsWith("m") ? 60 * number : number;
    }
}
