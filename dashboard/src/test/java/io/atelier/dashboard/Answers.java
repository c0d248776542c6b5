package io.atelier.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a Prometheus answers to the queries of all panels. */
final class Answers {

    private final Set<PanelQuery> empty = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<PanelQuery> asked = new LinkedHashSet<>();
    private final Set<PanelQuery> withoutAxis = new LinkedHashSet<>();

    /** @param variables Grafana's, with the values to put in */
    static Answers of(PrometheusServer prometheus, Instant start, Map<String, String> variables) {
        Answers answers = new Answers();
        for (Dashboard dashboard : Dashboard.all()) {
            for (PanelQuery query : dashboard.queries()) {
                answers.ask(prometheus, query, start, variables);
            }
        }
        return answers;
    }

    private void ask(PrometheusServer prometheus, PanelQuery query, Instant start, Map<String, String> variables) {
        asked.add(query);
        String expression = query.expression(variables);
        try {
            JsonNode result = query.instant() ? prometheus.query(expression) : prometheus.queryRange(expression, start);
            List<Double> samples = samples(result);
            if (samples.stream().noneMatch(Double::isFinite)) {
                empty.add(query); // a panel with nothing but NaN shows as little as an empty one
            } else if (!samples.stream().allMatch(Double::isFinite)) {
                withoutAxis.add(query);
            }
        } catch (IllegalStateException e) {
            problems.add(query + ": " + expression + ": " + e.getMessage());
        }
    }

    private static List<Double> samples(JsonNode result) {
        List<JsonNode> samples = new ArrayList<>();
        for (JsonNode series : result) {
            if (series.has("value")) {
                samples.add(series.path("value"));
            }
            series.path("values").forEach(samples::add);
        }
        return samples.stream()
                .map(sample -> Double.valueOf(sample.path(1).asText().replace("Inf", "Infinity")))
                .toList();
    }

    Set<PanelQuery> asked() {
        return asked;
    }

    /** Queries without any finite number in the answer. */
    Set<PanelQuery> empty() {
        return empty;
    }

    /** Queries with numbers, and with samples that are none: one of them, and Grafana draws no axis and no line. */
    Set<PanelQuery> withoutAxis() {
        return withoutAxis;
    }

    /** Queries that Prometheus refused. */
    List<String> problems() {
        return problems;
    }

    /** A line per dashboard. */
    List<String> summary(Set<PanelQuery> explained) {
        List<String> lines = new ArrayList<>();
        for (String uid :
                new TreeSet<>(asked.stream().map(PanelQuery::dashboard).toList())) {
            List<PanelQuery> queries = asked.stream()
                    .filter(query -> query.dashboard().equals(uid))
                    .toList();
            lines.add(String.format(
                    "%-20s %2d panels, %2d queries, %2d with an answer, %d empty and explained",
                    uid,
                    queries.stream().map(PanelQuery::panel).distinct().count(),
                    queries.size(),
                    queries.stream().filter(query -> !empty.contains(query)).count(),
                    queries.stream()
                            .filter(empty::contains)
                            .filter(explained::contains)
                            .count()));
        }
        return lines;
    }
}
