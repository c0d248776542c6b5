package io.atelier.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a query's answer does not show: panels that stay blank or hide their columns though all the data is there. */
class DrawnPanelTest {

    static Stream<PanelCase> trends() {
        return panels("trend");
    }

    static Stream<PanelCase> shown() {
        return Stream.of("stat", "table", "timeseries", "trend").flatMap(DrawnPanelTest::panels);
    }

    static Stream<PanelCase> graphs() {
        return panels("timeseries");
    }

    static Stream<PanelCase> tables() {
        return panels("table");
    }

    /**
     * The defaults hold for every field: with a maximum of 1 for accuracies the axis of epochs ends at epoch 1, and
     * without decimals a tick at 1.5 is called 2.
     */
    @ParameterizedTest
    @MethodSource("trends")
    void shouldNotDrawTheEpochsByTheLimitsOfTheValues(PanelCase trend) {
        String x = trend.json().path("options").path("xField").asText();
        for (String id : List.of("min", "max", "decimals")) {
            assertThat(property(trend.json(), x, id).map(JsonNode::isNull))
                    .as("null lifts the default of " + id + " for " + x)
                    .contains(true);
        }
        assertThat(property(trend.json(), x, "unit").map(JsonNode::asText)).contains("none");
    }

    /** Grafana gives a column 150 pixels at least if nothing else is said, and hides what does not fit. */
    @ParameterizedTest
    @MethodSource("tables")
    void shouldShowAllColumnsOnASmallScreen(PanelCase table) {
        TableColumns columns = TableColumns.of(table.json());

        assertThat(columns.names()).isNotEmpty();
        assertThat(columns.leastWidth())
                .as("least widths of " + columns)
                .isLessThanOrEqualTo(Screen.innerWidth(table.json()));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void shouldLeaveRoomForTheNameOfEachColumn(PanelCase table) {
        TableColumns columns = TableColumns.of(table.json());

        assertThat(columns.names())
                .allSatisfy(name ->
                        assertThat(columns.leastWidth(name)).as(name).isGreaterThanOrEqualTo(columns.titleWidth(name)));
    }

    @ParameterizedTest
    @MethodSource("shown")
    void shouldHaveRoomForTheTitleOnASmallScreen(PanelCase panel) {
        assertThat(Screen.widthOf(panel.json().path("title").asText()))
                .isLessThanOrEqualTo(Screen.roomForTitle(panel.json()));
    }

    /** A misspelt one does nothing, and nobody is told. */
    @ParameterizedTest
    @MethodSource("tables")
    void shouldOverrideColumnsThatAreThere(PanelCase table) {
        List<String> overridden = new ArrayList<>();
        for (JsonNode override : table.json().path("fieldConfig").path("overrides")) {
            overridden.add(override.path("matcher").path("options").asText());
        }

        assertThat(TableColumns.of(table.json()).names()).containsAll(overridden);
        assertThat(overridden).as("each once").doesNotHaveDuplicates();
    }

    /** With {@code never} a sample between two gaps is not drawn at all. */
    @ParameterizedTest
    @MethodSource("graphs")
    void shouldDrawASampleThatStandsAlone(PanelCase graph) {
        assertThat(graph.json()
                        .path("fieldConfig")
                        .path("defaults")
                        .path("custom")
                        .path("showPoints")
                        .asText())
                .isEqualTo("auto");
    }

    static Optional<JsonNode> property(JsonNode panel, String field, String id) {
        for (JsonNode override : panel.path("fieldConfig").path("overrides")) {
            if (override.path("matcher").path("options").asText().equals(field)) {
                for (JsonNode property : override.path("properties")) {
                    if (property.path("id").asText().equals(id)) {
                        return Optional.of(property.path("value"));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Stream<PanelCase> panels(String type) {
        return Dashboard.all().stream().flatMap(dashboard -> dashboard.panels().stream()
                .filter(panel -> panel.path("type").asText().equals(type))
                .map(panel -> new PanelCase(dashboard.uid(), panel)));
    }

    /** A panel that says its name. */
    private record PanelCase(String dashboard, JsonNode json) {
        @Override
        public String toString() {
            return dashboard + " / " + json.path("title").asText();
        }
    }
}
