package io.atelier.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.TrialEvent;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static final String METRICS = "{\"schema\":2,\"trial\":\"r.a.s1\",\"params_sha256\":\"" + "0".repeat(64)
            + "\",\"epoch\":1,\"loss\":0.5,\"accuracy\":0.5," + "\"seconds\":1,\"images_per_second\":1,\"best\":true}";

    @Test
    void shouldPassOverFieldsThatItDoesNotKnow() throws Exception {
        String message = METRICS.replace("\"epoch\"", "\"new_field\":{\"a\":[1,2]},\"epoch\"");

        assertThat(Json.read(utf8(message), EpochMetrics.class))
                .isEqualTo(Json.read(utf8(METRICS), EpochMetrics.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema", "epoch", "loss", "accuracy", "seconds", "images_per_second", "best"})
    void shouldRefuseAbsentAndNullNumbersAndBooleans(String field) {
        String absent = METRICS.replaceAll("\"" + field + "\":[0-9.a-z]+,?", "").replace(",}", "}");
        String nothing = METRICS.replaceAll("(\"" + field + "\"):[0-9.a-z]+", "$1:null");

        assertRefused(absent, "Expected EpochMetrics as JSON at " + field + ": Cannot map `null` into type");
        assertRefused(nothing, "Expected EpochMetrics as JSON at " + field + ": Cannot map `null` into type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"epoch\":1 | \"epoch\":1.0",
                "\"epoch\":1 | \"epoch\":\"1\"",
                "\"epoch\":1 | \"epoch\":2147483648",
                "\"epoch\":1 | \"epoch\":true",
                "\"epoch\":1 | \"epoch\":[1]",
                "\"epoch\":1 | \"epoch\":{}",
                "\"epoch\":1 | \"epoch\":\"\"",
                "\"loss\":0.5 | \"loss\":\"0.5\"",
                "\"loss\":0.5 | \"loss\":true",
                "\"trial\":\"r.a.s1\" | \"trial\":5",
                "\"trial\":\"r.a.s1\" | \"trial\":true",
                "\"trial\":\"r.a.s1\" | \"trial\":[\"r.a.s1\"]",
                "\"best\":true | \"best\":1",
                "\"best\":true | \"best\":\"true\"",
                "\"best\":true | \"best\":truth",
                "\"epoch\":1 | \"epoch\":1,\"epoch\":2",
                "\"epoch\":1 | \"x\":{\"a\":1,\"a\":2},\"epoch\":1",
                "\"epoch\":1 | \"epoch\":01",
                "\"epoch\":1 | \"epoch\":NaN",
                "\"epoch\":1 | epoch:1",
                "\"epoch\":1 | /* */\"epoch\":1",
            })
    void shouldRefuseWhatIsNotTheMessage(String before, String after) {
        assertThat(METRICS).contains(before);
        assertRefused(METRICS.replace(before, after), "Expected EpochMetrics as JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "1", "\"text\"", "[]", "true", "{", "\u0000", "[[", "{\"schema\":1"})
    void shouldRefuseWhatIsNoObject(String text) {
        assertRefused(text, "Expected EpochMetrics as JSON");
    }

    @Test
    void shouldRefuseAnEmptyRecord() {
        assertThatThrownBy(() -> Json.read(null, EpochMetrics.class))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("Expected EpochMetrics as JSON, found an empty record");
    }

    @Test
    void shouldRefuseTextAfterTheMessage() {
        assertRefused(METRICS + "{}", "Expected EpochMetrics as JSON: Trailing token");
        assertRefused(METRICS + "x", "Expected EpochMetrics as JSON");
    }

    @Test
    void shouldRefuseDeepNesting() {
        String deep = "[".repeat(100_000);

        assertRefused(METRICS.replace("\"epoch\"", "\"x\":" + deep), "Expected EpochMetrics as JSON");
        assertRefused(METRICS.replace("\"epoch\":1", "\"epoch\":" + deep), "Expected EpochMetrics as JSON");
        assertRefused(
                METRICS.replace("\"epoch\"", "\"x\":" + "{\"a\":".repeat(100_000)), "Expected EpochMetrics as JSON");
        assertRefused(
                "{\"schema\":1,\"definition\":" + "{\"train\":".repeat(50_000),
                TrialEvent.class,
                "Expected TrialEvent");
    }

    @Test
    void shouldRefuseWhatIsTooLong() {
        assertRefused(
                METRICS + " ".repeat(1_000_000), "Expected EpochMetrics as JSON of at most 1000000 bytes, found 1000");
        assertRefused(METRICS.replace("r.a.s1", "x".repeat(70_000)), "Expected EpochMetrics as JSON");
        assertRefused(METRICS.replace("epoch\":1", "x".repeat(300) + "\":1"), "Expected EpochMetrics as JSON");
        assertRefused(METRICS.replace("0.5", "0." + "5".repeat(70)), "Expected EpochMetrics as JSON");
    }

    @Test
    void shouldRefuseInvalidUtf8() {
        byte[] bytes = utf8(METRICS);
        bytes[METRICS.indexOf("r.a.s1")] = (byte) 0xff;

        assertThatThrownBy(() -> Json.read(bytes, EpochMetrics.class)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void shouldNotWriteWhatItWouldNotRead() {
        assertThatThrownBy(() -> Json.write("x".repeat(1_000_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("String must have at most 1000000 bytes, but has 1000002");
    }

    /** Whatever the bytes are, reading gives a message or the one exception that callers expect. */
    @Test
    void shouldSurviveRandomChanges() {
        SplittableRandom random = new SplittableRandom(Seeds.derive(1));
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = utf8(METRICS);
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                Json.read(bytes, EpochMetrics.class);
            } catch (MalformedMessageException e) {
                assertThat(e).hasMessageContaining("EpochMetrics");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    private static void assertRefused(String text, String message) {
        assertRefused(text, EpochMetrics.class, message);
    }

    private static void assertRefused(String text, Class<?> type, String message) {
        assertThatThrownBy(() -> Json.read(utf8(text), type))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageStartingWith(message);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record Defined(String name, Architecture architecture) {}

    @Test
    void shouldReadAndWriteDefinitionsWithinMessages() throws Exception {
        String json =
                "{\"name\":\"x\",\"architecture\":{\"name\":\"small\",\"layers\":[{\"kind\":\"dropout\",\"rate\":0.25},"
                        + "{\"kind\":\"output\"}]}}";

        Defined read = Json.read(utf8(json), Defined.class);

        assertThat(read.architecture().layers()).hasSize(2);
        assertThat(new String(Json.write(read), StandardCharsets.UTF_8)).isEqualTo(json);
    }

    @Test
    void shouldSayWhatIsWrongWithDefinitionsWithinMessages() {
        String json =
                "{\"architecture\":{\"name\":\"small\",\"layers\":[{\"kind\":\"dropout\",\"rate\":1e999,\"x\":1},{}]}}";

        assertThatThrownBy(() -> Json.read(utf8(json), Defined.class))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage(
                        "Expected Defined as JSON at architecture: layers[0].rate must be a number between 0 and 0.9, but"
                                + " is 1E+999; layers[0].x is unknown: a field here must be one of kind, name, inputs, rate;"
                                + " layers[1].kind must be given");
    }
}
