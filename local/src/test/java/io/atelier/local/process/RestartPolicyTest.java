package io.atelier.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final RestartPolicy policy = new RestartPolicy();

    @Test
    void shouldDoubleTheDelayUpToTheLongest() {
        assertThat(IntStream.range(0, 7)
                        .mapToObj(i -> policy.afterDeath(START.plusSeconds(i)).orElseThrow()))
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void shouldGiveUpWhenDeathsComeTooOften() {
        for (int i = 0; i < RestartPolicy.MOST_IN_WINDOW; i++) {
            assertThat(policy.afterDeath(START)).isPresent();
        }
        assertThat(policy.afterDeath(START.plus(RestartPolicy.WINDOW))).isEmpty();
    }

    @Test
    void shouldForgetDeathsOfLongAgo() {
        for (int i = 0; i < RestartPolicy.MOST_IN_WINDOW; i++) {
            policy.afterDeath(START);
        }
        assertThat(policy.afterDeath(START.plus(RestartPolicy.WINDOW).plusMillis(1)))
                .contains(RestartPolicy.FIRST_DELAY);
    }
}
