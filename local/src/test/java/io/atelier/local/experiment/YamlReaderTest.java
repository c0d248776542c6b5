package io.atelier.local.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.definition.InvalidDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {

    @Test
    void shouldReadPlainWordsAsJsonHasThem() throws Exception {
        assertThat(YamlReader.read("""
                        flag: true
                        none: null
                        empty:
                        whole: [0, -3, 9223372036854775808]
                        number: [0.1, 1e-3, .5, 5., -1.5E+2]
                        text: [yes, 012, 0x10, .nan, .inf, 1_000, 2026-11-27, 'true', "7", +-1]
                        """))
                .hasToString("{\"flag\":true,\"none\":null,\"empty\":null,\"whole\":[0,-3,9223372036854775808],"
                        + "\"number\":[0.1,0.001,0.5,5,-1.5E+2],\"text\":[\"yes\",\"012\",\"0x10\",\".nan\",\".inf\","
                        + "\"1_000\",\"2026-11-27\",\"true\",\"7\",\"+-1\"]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | must be YAML, but is empty",
                "a: &x [1] | must be YAML without anchors, aliases and tags, but has the anchor &x at line 1, column 4: write"
                        + " the value itself",
                "a: *x | must be YAML without anchors, aliases and tags, but has the alias *x at line 1, column 4: write the"
                        + " value itself",
                "a: !!java.net.URL [http://x] | must be YAML without anchors, aliases and tags, but has the tag"
                        + " tag:yaml.org,2002:java.net.URL at line 1, column 4: write the value itself",
                "{a: 1, b: 2, a: 3} | must have each field once, but has a again at line 1, column 14",
                "{[1]: 2} | must have text as names of fields, but has a list or an object at line 1, column 2",
                "{a: [1} | must be YAML, but is not at line 1, column 7: expected ',' or ']', but got }",
            })
    void shouldRefuseWhatIsNoPlainYaml(String text, String message) {
        assertThatThrownBy(() -> YamlReader.read(text))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage(message);
    }

    @Test
    void shouldRefuseASecondDocument() {
        assertThatThrownBy(() -> YamlReader.read("a: 1\n---\nb: 2\n"))
                .hasMessage("must be one document, but a second begins at line 2, column 1");
    }

    @Test
    void shouldBoundDepthAndNumber() {
        assertThatThrownBy(() -> YamlReader.read("[".repeat(100_000)))
                .hasMessage("must be nested at most 32 deep, but is deeper at line 1, column 33");
        assertThatThrownBy(() -> YamlReader.read("- 1\n".repeat(200_001)))
                .hasMessage("must have at most 200000 values, but has more");
    }

    @Test
    void shouldRefuseCharactersThatNobodySees() {
        assertThatThrownBy(() -> YamlReader.read("a: \u0000"))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageStartingWith("must be YAML, but is not: ");
    }
}
