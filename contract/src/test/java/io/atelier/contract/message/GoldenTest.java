package io.atelier.contract.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of messages are part of the contract: a change here breaks services of other versions. */
class GoldenTest {

    @ParameterizedTest
    @MethodSource("names")
    void shouldWriteTheGoldenBytes(String name) throws IOException {
        assertThat(new String(Examples.json(name), StandardCharsets.UTF_8))
                .isEqualTo(new String(golden(name), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldReadTheGoldenBytes(String name) throws Exception {
        Object expected = Examples.all().get(name);

        assertThat((Object) Json.read(golden(name), expected.getClass())).isEqualTo(expected);
    }

    static Stream<String> names() {
        return Examples.all().keySet().stream();
    }

    private static byte[] golden(String name) throws IOException {
        String resource = "/golden/" + name + ".json";
        try (InputStream in = GoldenTest.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            return in.readAllBytes();
        }
    }
}
