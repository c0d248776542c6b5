package io.atelier.data.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.atelier.contract.dataset.DatasetSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "0:0-1234", "0:0-1234 3:17-990", "511:0-1 512:7-999999999999999999"})
    void shouldReadWhatItWrote(String text) {
        assertThat(Offsets.of(text)).hasToString(text);
    }

    @Test
    void shouldCountWhatLiesBetween() {
        assertThat(Offsets.of("0:0-1234 3:17-990").count()).isEqualTo(1234 + 973);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "0:0-1 ",
                "0:0-1  1:0-1",
                "0:1-1",
                "0:2-1",
                "1:0-1 0:0-1",
                "0:0-1 0:1-2",
                "00:0-1",
                "0:00-1",
                "0:0-01",
                "-1:0-1",
                "0:-1-1",
                "+0:0-1",
                "0:0-9999999999999999999",
                "9999999999:0-1",
                "0:0-1,1:0-1",
                "\u0660:0-1"
            })
    void shouldReadNothingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Offsets.of(text)).withMessageContaining("must");
    }

    /** The most that a version may have, in the longest numbers. */
    @Test
    void shouldFitADescription() {
        List<Offsets.Range> ranges = IntStream.range(0, Offsets.MAX_PARTITIONS)
                .mapToObj(partition ->
                        new Offsets.Range(100_000_000 + partition, 999_999_999_999_999_998L, 999_999_999_999_999_999L))
                .toList();
        String text = new Offsets(ranges).toString();

        assertThat(Offsets.of(text).ranges()).isEqualTo(ranges);
        assertThat(new DatasetSource("topic", "t", Map.of("offsets", text)).details())
                .hasSize(1);
    }
}
