package io.atelier.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationsTableTest {

    private static final String RATE = "recipe.optimizer.learning_rate";
    private static final String UNITS = "architectures.tiny.layers.dense_1.units";

    @Test
    void shouldHaveTheSettingsThatDifferAsColumns() {
        List<String> lines = ConfigurationsTable.render(
                "val",
                List.of(UNITS, RATE),
                List.of(
                        new ConfigurationOutcome(
                                "b",
                                1,
                                0.91,
                                0.002,
                                0.9,
                                Map.of(RATE, DoubleNode.valueOf(0.003), UNITS, IntNode.valueOf(64))),
                        new ConfigurationOutcome("a", null, null, null, null, Map.of(RATE, DoubleNode.valueOf(1e-4)))));

        assertThat(lines)
                .containsExactly(
                        "rank    val spread   test  dense_1.units  learning_rate  configuration",
                        "   1 0.9100 0.0020 0.9000             64          0.003  b",
                        "   -      -      -      -              -         0.0001  a");
    }

    @Test
    void shouldSayWhichSettingsHadNoRoom() {
        List<String> settings = List.of("recipe." + "a".repeat(30), "recipe." + "b".repeat(30));

        List<String> lines = ConfigurationsTable.render(
                "test",
                settings,
                List.of(new ConfigurationOutcome(
                        "x", 1, 0.5, null, 0.5, Map.of(settings.get(0), TextNode.valueOf("v".repeat(20))))));

        assertThat(lines.get(1)).endsWith("vvvvvvvvvvvvvvv~  x");
        assertThat(lines.get(2)).isEqualTo("They differ also in " + "b".repeat(30));
    }
}
