package io.atelier.evaluator.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormatTest {

    @Test
    void shouldShowNumbersTheSameInEveryCountry() {
        assertThat(Format.score(0.92345)).isEqualTo("0.9235");
        assertThat(Format.difference(0.93, 0.92)).isEqualTo("+0.0100");
        assertThat(Format.count(1_755_210)).isEqualTo("1,755,210");
        assertThat(Format.duration(59.94)).isEqualTo("59.9 s");
        assertThat(Format.duration(3599.0)).isEqualTo("59 min 59 s");
        assertThat(Format.duration(3660.0)).isEqualTo("1 h 01 min");
    }

    @Test
    void shouldShortenTextsWithoutCuttingAnEmoji() {
        assertThat(Format.shortened("sandal", 6)).isEqualTo("sandal");
        assertThat(Format.shortened("sandals", 6)).isEqualTo("sanda…");
        assertThat(Format.shortened("shoe\uD83D\uDC5F shoe", 6)).isEqualTo("shoe…");
    }

    @Test
    void shouldShowADashForWhatIsNotKnown() {
        assertThat(Format.score(null)).isEqualTo("–");
        assertThat(Format.difference(null, 0.92)).isEqualTo("–");
        assertThat(Format.count(null)).isEqualTo("–");
        assertThat(Format.rate(null)).isEqualTo("–");
        assertThat(Format.duration(null)).isEqualTo("–");
    }
}
