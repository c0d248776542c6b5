package io.atelier.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** With what {@code Double.toString} of JDK 19 gives; before, it gave 8.409999999999999E21 and 1.9999999999999998E23. */
class NumberTextTest {

    @Test
    void shouldWriteTheSameFromEveryJdk() {
        assertThat(NumberText.of(Double.parseDouble("8.41E21"))).isEqualTo("8.41E21");
        assertThat(NumberText.of(Double.parseDouble("2e23"))).isEqualTo("2.0E23");
        assertThat(NumberText.of(0.2)).isEqualTo("0.2");
        assertThat(NumberText.of(1e-7)).isEqualTo("1.0E-7");
        assertThat(NumberText.of(0.3f)).isEqualTo("0.3");
    }

    /** Hashes of definitions are over JSON: a state that JDK 17 began must be taken by JDK 25. */
    @Test
    void shouldWriteTheSameJsonFromEveryJdk() {
        assertThat(new String(
                        Json.write(new Pair(Double.parseDouble("8.41E21"), Double.parseDouble("2e23"))),
                        StandardCharsets.UTF_8))
                .isEqualTo("{\"first\":8.41E21,\"second\":2.0E23}");
    }

    private record Pair(double first, double second) {}
}
