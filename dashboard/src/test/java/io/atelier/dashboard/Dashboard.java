package io.atelier.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A dashboard as Grafana reads it.
 *
 * @param file where it is
 * @param json all of it
 */
record Dashboard(Path file, JsonNode json) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static List<Dashboard> all() {
        return Repository.dashboards().stream().map(Dashboard::read).toList();
    }

    private static Dashboard read(Path file) {
        try {
            return new Dashboard(file, MAPPER.readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no JSON", e);
        }
    }

    String uid() {
        return json.path("uid").asText();
    }

    /** Rows among them. */
    List<JsonNode> panels() {
        List<JsonNode> panels = new ArrayList<>();
        json.path("panels").forEach(panel -> {
            panels.add(panel);
            panel.path("panels").forEach(panels::add);
        });
        return panels;
    }

    List<PanelQuery> queries() {
        List<PanelQuery> queries = new ArrayList<>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.path("targets")) {
                queries.add(new PanelQuery(
                        uid(),
                        panel.path("title").asText(),
                        target.path("refId").asText(),
                        target.path("expr").asText(),
                        target.path("instant").asBoolean()));
            }
        }
        return queries;
    }

    List<JsonNode> variables() {
        List<JsonNode> variables = new ArrayList<>();
        json.path("templating").path("list").forEach(variables::add);
        return variables;
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
