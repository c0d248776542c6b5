package io.atelier.contract.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

    private enum Padding {
        SAME,
        VALID
    }

    private record Example(int filters, double rate, boolean bias, Padding padding, List<Integer> kernel, long seed) {
        Example {
            if (filters == 13) {
                throw new IllegalArgumentException("must not have 13 filters");
            }
        }
    }

    private static Optional<Example> example(Value value) {
        Fields fields = value.fields();
        int filters = fields.integer("filters", 1, 4096);
        double rate = fields.number("rate", 0, 0.9, 0.5);
        boolean bias = fields.flag("bias", true);
        Padding padding = fields.choice("padding", Padding.class, Padding.SAME);
        List<Integer> kernel = fields.pair("kernel", 1, 31, List.of(3, 3));
        long seed = fields.integer("seed", 0, 1L << 40, 0);
        return fields.make(() -> new Example(filters, rate, bias, padding, kernel, seed));
    }

    @Test
    void shouldReadWhatIsGivenAndTakeDefaultsForTheRest() throws Exception {
        assertThat(read("{\"filters\": 7}")).isEqualTo(new Example(7, 0.5, true, Padding.SAME, List.of(3, 3), 0));
        assertThat(read(
                        "{\"filters\": 4096, \"rate\": 1e-1, \"bias\": false, \"padding\": \"valid\", \"kernel\": [1, 5],"
                                + " \"seed\": 1099511627776}"))
                .isEqualTo(new Example(4096, 0.1, false, Padding.VALID, List.of(1, 5), 1L << 40));
        assertThat(read("{\"filters\": 7, \"kernel\": 2, \"rate\": -0.0}"))
                .isEqualTo(new Example(7, 0.0, true, Padding.SAME, List.of(2, 2), 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}| filters must be given",
                "{\"filters\": null}| filters must be an integer between 1 and 4096, but is null",
                "{\"filters\": 0}| filters must be an integer between 1 and 4096, but is 0",
                "{\"filters\": 1e9}| filters must be an integer between 1 and 4096, but is 1E+9",
                "{\"filters\": 64.0}| filters must be an integer between 1 and 4096, but is 64.0",
                "{\"filters\": \"7\"}| filters must be an integer between 1 and 4096, but is \"7\"",
                "{\"filters\": 99999999999999999999}| filters must be an integer between 1 and 4096, but is 99999999999999999999",
                "{\"filters\": 7, \"rate\": 1e999}| rate must be a number between 0 and 0.9, but is 1E+999",
                "{\"filters\": 7, \"rate\": 1e-999}| rate must be a number between 0 and 0.9, but is 1E-999",
                "{\"filters\": 7, \"rate\": \"NaN\"}| rate must be a number between 0 and 0.9, but is \"NaN\"",
                "{\"filters\": 7, \"bias\": 1}| bias must be true or false, but is 1",
                "{\"filters\": 7, \"padding\": \"SAME\"}| padding must be one of same, valid, but is \"SAME\"",
                "{\"filters\": 7, \"kernel\": [3]}| kernel must be an integer or a list of two between 1 and 31, but is [3]",
                "{\"filters\": 7, \"kernel\": [3, {}]}| kernel[1] must be an integer between 1 and 31, but is an object of 0",
                "{\"filters\": 7, \"seed\": -1}| seed must be an integer between 0 and 1099511627776, but is -1",
                "{\"filters\": 7, \"Bias\": true}| Bias is unknown: a field here must be one of filters, rate, bias, padding, kernel, seed",
                "{\"filters\": 7, \"a.b \\\"\": true}| [\"a.b ?\"] is unknown: a field here must be one of filters, rate, bias, padding, kernel, seed",
                "{\"filters\": 13}| must not have 13 filters",
                "[1, 2]| must be an object, but is [1, 2]",
                "null| must be an object, but is null",
                "``| must be JSON, but is empty",
                "{\"filters\": NaN}| must be JSON, but is not at line 1, column 16: Non-standard token 'NaN'",
            })
    void shouldNameTheFault(String json, String fault) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage(fault);
    }

    @Test
    void shouldFindAllFaultsAtOnce() {
        InvalidDefinitionException refused = refused("{\"rate\": 2, \"kernel\": [0, 99], \"strides\": 1}");

        assertThat(refused.faults())
                .extracting(Fault::path)
                .containsExactly("filters", "rate", "kernel[0]", "kernel[1]", "strides");
    }

    @Test
    void shouldKeepAHundredFaultsAndCountTheRest() {
        StringBuilder json = new StringBuilder("{\"filters\": 1");
        for (int i = 0; i < 123; i++) {
            json.append(", \"field_").append(i).append("\": 0");
        }

        List<Fault> faults = refused(json.append("}").toString()).faults();

        assertThat(faults).hasSize(101);
        assertThat(faults.get(100)).hasToString("and 23 more");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"filters\": 1, \"filters\": 2}", "{\"filters\": 1} {}", "{\"filters\": 1", "{filters: 1}"})
    void shouldRefuseWhatIsNotJson(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageStartingWith("must be JSON, but is not at line 1, column ");
    }

    @Test
    void shouldRefuseCharactersThatAreNone() {
        byte[] utf32 = {0, 0, 0, '"', 0x7f, 0x7f, 0x7f, 0x7f};

        assertThatThrownBy(() -> DefinitionText.read(utf32, FieldsTest::example))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageStartingWith("must be JSON in UTF-8, but is not: Invalid UTF-32 character");
    }

    @Test
    void shouldBoundSizeDepthAndElements() {
        assertThat(refused(" ".repeat(DefinitionText.MAX_BYTES + 1)))
                .hasMessage("must be at most 1000000 bytes of JSON, but has 1000001");
        assertThat(refused("[".repeat(40) + "]".repeat(40))).hasMessageContaining("nesting depth (33)");
        assertThat(refused("[" + "0,".repeat(300_000) + "0]")).hasMessageContaining("Token count");
        assertThat(refused("{\"filters\": " + "9".repeat(100) + "}")).hasMessageContaining("Number value length (100)");
    }

    @Test
    void shouldReadListsAndObjectsWithinObjects() throws Exception {
        String json = "{\"layers\": [{\"filters\": 1}, {\"filters\": 2}]}";

        assertThat(DefinitionText.read(bytes(json), FieldsTest::filters)).containsExactly(1, 2);
        assertThatThrownBy(() -> DefinitionText.read(
                        bytes("{\"layers\": [{\"filters\": 1}, 3, {\"filter\": 2}]}"), FieldsTest::filters))
                .hasMessage(
                        "layers[1] must be an object, but is 3; layers[2].filters must be given;"
                                + " layers[2].filter is unknown: a field here must be one of filters, rate, bias, padding, kernel, seed");
        assertThatThrownBy(() -> DefinitionText.read(bytes("{\"layers\": []}"), FieldsTest::filters))
                .hasMessage("layers must be a list of 1 to 3 elements, but has 0");
    }

    private static Optional<List<Integer>> filters(Value value) {
        Fields fields = value.fields();
        List<Integer> filters = fields.list("layers", 1, 3).stream()
                .map(FieldsTest::example)
                .flatMap(Optional::stream)
                .map(Example::filters)
                .toList();
        return fields.make(() -> filters);
    }

    private static InvalidDefinitionException refused(String json) {
        return catchThrowableOfType(InvalidDefinitionException.class, () -> read(json));
    }

    private static Example read(String json) throws InvalidDefinitionException {
        return DefinitionText.read(bytes(json), FieldsTest::example);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
