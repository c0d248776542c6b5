package io.atelier.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.atelier.contract.message.TrialState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Grafana would trip over, or show without a word of explanation. */
class DashboardTest {

    /** Those in use here, all of Grafana 11 and 12. The Angular ones (graph, table-old, singlestat) are gone. */
    private static final Set<String> PANEL_TYPES = Set.of("row", "stat", "table", "timeseries", "trend");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");
    private static final int COLUMNS = 24;
    private static final YAMLMapper YAML = new YAMLMapper();

    static Stream<Dashboard> dashboards() {
        return Dashboard.all().stream();
    }

    @Test
    void shouldHaveUniqueNames() {
        assertThat(Dashboard.all())
                .extracting(Dashboard::uid)
                .doesNotHaveDuplicates()
                .doesNotContain("");
        assertThat(Dashboard.all())
                .extracting(dashboard -> dashboard.json().path("title").asText())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void shouldBeKeptAsCode(Dashboard dashboard) {
        assertThat(dashboard.json().path("editable").asBoolean(true)).isFalse();
        assertThat(dashboard.json().path("schemaVersion").asInt()).isBetween(39, 41);
        assertThat(dashboard.json().has("id"))
                .as("an id of some Grafana's database")
                .isFalse();
        assertThat(dashboard.json().path("tags")).extracting(JsonNode::asText).contains("atelier");
        assertThat(dashboard.json().path("links").findValuesAsText("type"))
                .as("links to the other dashboards")
                .contains("dashboards");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void shouldAskTheDatasourceThatIsChosenAtFirstTheProvisionedOne(Dashboard dashboard) throws IOException {
        JsonNode source = YAML.readTree(Repository.PROVISIONING
                        .resolve("datasources/prometheus.yml")
                        .toFile())
                .path("datasources")
                .path(0);
        assertThat(source.path("editable").asBoolean(true)).isFalse();
        assertThat(source.path("isDefault").asBoolean()).isTrue();

        JsonNode chosen = dashboard.variables().get(0);
        assertThat(chosen.path("name").asText()).isEqualTo("datasource");
        assertThat(chosen.path("type").asText()).isEqualTo("datasource");
        assertThat(chosen.path("query")).isEqualTo(source.path("type"));
        assertThat(chosen.path("current").path("value")).isEqualTo(source.path("uid"));
        assertThat(dashboard.json().findValues("datasource")).isNotEmpty().allSatisfy(datasource -> {
            assertThat(datasource.path("uid").asText()).isEqualTo("${datasource}");
            assertThat(datasource.path("type")).isEqualTo(source.path("type"));
        });
    }

    /** Localhost is right for the compose file alone. Elsewhere a reader types another address over it. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void shouldLinkToTheAddressThatTheReaderGives(Dashboard dashboard) {
        assertThat(dashboard.json().path("links"))
                .filteredOn(link -> link.path("type").asText().equals("link"))
                .extracting(link -> link.path("url").asText())
                .allSatisfy(url -> assertThat(url).startsWith("${atelier_url}/"));
        List<JsonNode> fixed = new ArrayList<>(dashboard.panels());
        dashboard.json().path("links").forEach(fixed::add);
        assertThat(fixed).extracting(JsonNode::toString).noneMatch(text -> text.contains("localhost"));
        assertThat(dashboard.variables())
                .filteredOn(variable -> variable.path("name").asText().equals("atelier_url"))
                .allSatisfy(
                        variable -> assertThat(variable.path("type").asText()).isEqualTo("textbox"));
    }

    @Test
    void shouldNotLetAnybodySaveOverTheFiles() throws IOException {
        assertThat(provider().path("allowUiUpdates").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void shouldExplainEveryPanel(Dashboard dashboard) {
        List<JsonNode> panels = dashboard.panels();
        assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
        assertThat(panels).allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("type").asText()).isIn(PANEL_TYPES);
            if (!isRow(panel)) {
                assertThat(panel.path("description").asText())
                        .as(panel.path("title").asText())
                        .endsWith(".");
                assertThat(panel.path("fieldConfig")
                                .path("defaults")
                                .path("unit")
                                .asText())
                        .as("unit of " + panel.path("title"))
                        .isNotBlank();
                assertThat(panel.path("targets"))
                        .as(panel.path("title").asText())
                        .isNotEmpty();
            }
        });
        assertThat(panels.stream().filter(panel -> !isRow(panel)).map(panel -> panel.path("title")
                        .asText()))
                .doesNotHaveDuplicates();
    }

    /** Stacked curves hide what each of them does. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void shouldStackNothing(Dashboard dashboard) {
        assertThat(dashboard.json().findValues("stacking"))
                .allSatisfy(
                        stacking -> assertThat(stacking.path("mode").asText()).isEqualTo("none"));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void shouldPlacePanelsSideBySideOnTheGrid(Dashboard dashboard) {
        Set<List<Integer>> taken = new HashSet<>();
        for (JsonNode panel : dashboard.panels()) {
            JsonNode place = panel.path("gridPos");
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    List<Integer> cell =
                            List.of(place.path("x").asInt() + x, place.path("y").asInt() + y);
                    assertThat(cell.get(0)).isBetween(0, COLUMNS - 1);
                    assertThat(taken.add(cell))
                            .as(panel.path("title") + " covers another at " + cell)
                            .isTrue();
                }
            }
        }
    }

    /** An unknown variable stays as it is in the query, which then finds nothing. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void shouldDefineTheVariablesThatAreUsed(Dashboard dashboard) {
        Set<String> known = new HashSet<>(Set.of("__rate_interval", "__range"));
        dashboard
                .variables()
                .forEach(variable -> known.add(variable.path("name").asText()));
        List<String> used = new ArrayList<>();
        List<String> texts = new ArrayList<>(dashboard.json().path("links").findValuesAsText("url"));
        texts.addAll(dashboard.json().findValuesAsText("uid"));
        dashboard.queries().forEach(query -> texts.add(query.expression()));
        for (String text : texts) {
            VARIABLE.matcher(text).results().forEach(variable -> used.add(variable.group(1)));
        }
        assertThat(known).containsAll(used);
    }

    @Test
    void shouldBeProvisionedFromTheFolderWithTheFiles() throws IOException {
        String path = provider().path("options").path("path").asText();
        JsonNode volumes = YAML.readTree(Path.of("../docker-compose.yml").toFile())
                .path("services")
                .path("grafana")
                .path("volumes");
        assertThat(volumes).extracting(JsonNode::asText).contains("./dashboard/grafana/dashboards:" + path + ":ro");
    }

    /** A run may have a hundred configurations. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void shouldRepeatPanelsOnlyForWhatIsChosenOneByOne(Dashboard dashboard) {
        List<JsonNode> variables = dashboard.variables();
        assertThat(dashboard.panels())
                .extracting(panel -> panel.path("repeat").asText())
                .filteredOn(repeat -> !repeat.isEmpty())
                .allSatisfy(repeat -> assertThat(variables)
                        .filteredOn(variable -> variable.path("name").asText().equals(repeat))
                        .singleElement()
                        .satisfies(variable -> {
                            assertThat(variable.path("includeAll").asBoolean(true))
                                    .isFalse();
                            assertThat(variable.path("current")).isEmpty();
                        }));
    }

    /** A state without a colour of its own looks like another one. */
    @Test
    void shouldHaveAColourForEveryState() {
        List<JsonNode> panels = Dashboard.all().stream()
                .flatMap(dashboard -> dashboard.panels().stream())
                .filter(panel -> panel.path("targets").findValuesAsText("expr").stream()
                        .anyMatch(expression -> expression.matches(".* by \\([^)]*\\bstate\\).*")))
                .toList();
        assertThat(panels).hasSize(3).allSatisfy(panel -> {
            String overrides = panel.path("fieldConfig").path("overrides").toString();
            assertThat(TrialState.values())
                    .allSatisfy(state -> assertThat(overrides).contains('"' + state.name() + '"'));
        });
    }

    private static JsonNode provider() throws IOException {
        return YAML.readTree(Repository.PROVISIONING
                        .resolve("dashboards/atelier.yml")
                        .toFile())
                .path("providers")
                .path(0);
    }

    private static boolean isRow(JsonNode panel) {
        return panel.path("type").asText().equals("row");
    }
}
