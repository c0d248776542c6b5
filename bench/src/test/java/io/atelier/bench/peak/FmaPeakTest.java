package io.atelier.bench.peak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FmaPeakTest {

    @Test
    void shouldDoAllOfTheArithmeticThatItCounts() {
        // Accumulator s, from 0 to 11, is 2 + (s - 2) / 2^n after n steps.
        assertThat(FmaPeak.multiplyAdds(3)).isEqualTo(12 * 2 + (66 - 12 * 2) / 8f);
        assertThat(FmaPeak.multiplyAdds(100)).isEqualTo(24);
    }
}
