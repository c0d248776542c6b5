package io.atelier.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "59.4, 59s",
        "59.6, 1m00s",
        "185, 3m05s",
        "599, 9m59s",
        "725, 12m",
        "3599, 59m",
        "3600, 1h00m",
        "40000, 11h",
        "86399, 23h",
        "86400, 1d00h",
        "1000000, 11d",
        "-1, -",
        "NaN, -",
        "Infinity, -"
    })
    void shouldWriteDurationsInFiveCharactersOrFewer(double seconds, String expected) {
        assertThat(Numbers.duration(seconds)).isEqualTo(expected).hasSizeLessThanOrEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "0.40125, 0.4013",
        "9.99994, 9.9999",
        "9.99996, 10.000",
        "14.1234, 14.123",
        "99.9996, 100",
        "12345.6, 12346",
        "1234567, 1e+06",
        "NaN, NaN"
    })
    void shouldWriteScoresInSixCharactersOrFewer(double score, String expected) {
        assertThat(Numbers.score(score)).isEqualTo(expected).hasSizeLessThanOrEqualTo(6);
    }
}
