package io.atelier.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunNameTest {

    @ParameterizedTest
    @CsvSource({
        "/tmp/first, first",
        "/tmp/Größe 2.0, gr--e-2-0",
        "/tmp/__x, x",
        "/tmp/..., run",
        "/, run",
        "/tmp/aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggg, "
                + "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg"
    })
    void shouldFollowTheDirectory(Path directory, String expected) {
        assertThat(RunName.of(directory)).isEqualTo(expected).matches("[a-z0-9][a-z0-9_-]{0,63}");
    }

    @Test
    void shouldFollowTheTimeWithoutADirectory() {
        assertThat(RunName.at(LocalDateTime.of(2026, 11, 3, 9, 5, 7), "quick")).isEqualTo("quick-20261103-090507");
    }
}
