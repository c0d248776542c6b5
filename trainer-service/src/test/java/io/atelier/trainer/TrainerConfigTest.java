package io.atelier.trainer;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.stream.BatchTimeouts;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerConfigTest {

    @Test
    void shouldHaveDefaults() {
        TrainerConfig config = config(Map.of()).validated();

        assertThat(config.name()).isEmpty();
        assertThat(config.engineThreads()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(config.requireVectors()).isFalse();
        assertThat(config.commitInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.batchWindowMebibytes()).isEqualTo(16);
        assertThat(config.batchTimeouts()).isEqualTo(new BatchTimeouts(Duration.ofSeconds(10), Duration.ofMinutes(5)));
        assertThat(config.validationKeptMebibytes()).isEqualTo(256);
        assertThat(config.progressTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.attempts()).isEqualTo(8);
        assertThat(config.lostTrialsInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.maxTrials()).isZero();
        assertThat(config.startupTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.shutdownTimeout()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void shouldReadEveryKey() {
        TrainerConfig config = config(Map.ofEntries(
                        entry("name", "blue"),
                        entry("threads", "3"),
                        entry("require-vectors", "true"),
                        entry("commit-interval", "5s"),
                        entry("batch-window-mebibytes", "8"),
                        entry("batch-timeout", "1s"),
                        entry("batch-patience", "20s"),
                        entry("validation-kept-mebibytes", "0"),
                        entry("progress-timeout", "30s"),
                        entry("attempts", "3"),
                        entry("lost-trials-interval", "5s"),
                        entry("max-trials", "1"),
                        entry("startup-timeout", "40s"),
                        entry("shutdown-timeout", "6s")))
                .validated();

        assertThat(config.name()).contains("blue");
        assertThat(config.engineThreads()).isEqualTo(3);
        assertThat(config.requireVectors()).isTrue();
        assertThat(config.commitInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.batchWindowMebibytes()).isEqualTo(8);
        assertThat(config.batchTimeouts()).isEqualTo(new BatchTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(20)));
        assertThat(config.validationKeptMebibytes()).isZero();
        assertThat(config.progressTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.attempts()).isEqualTo(3);
        assertThat(config.lostTrialsInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.maxTrials()).isOne();
        assertThat(config.startupTimeout()).isEqualTo(Duration.ofSeconds(40));
        assertThat(config.shutdownTimeout()).isEqualTo(Duration.ofSeconds(6));
    }

    @ParameterizedTest
    @CsvSource({
        "name, Blue One, 'must be 1 to 64 characters of a-z, 0-9, _ and -'",
        "threads, 0, must be between 1 and 1024",
        "batch-window-mebibytes, 0, must be between 1 and 1024",
        "validation-kept-mebibytes, -1, must be between 0 and 65536",
        "max-trials, -1, must be between 0 and 1000000",
        "commit-interval, 0s, must be between 1 ms and 7 days",
        "batch-patience, 8d, must be between 1 ms and 7 days",
    })
    void shouldNameTheSettingThatIsOutOfBounds(String key, String value, String reason) {
        TrainerConfig config = config(Map.of(key, value));

        assertThatThrownBy(config::validated)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("atelier.trainer." + key)
                .hasMessageContaining(reason);
    }

    private static TrainerConfig config(Map<String, String> settings) {
        Map<String, String> prefixed = new HashMap<>();
        settings.forEach((key, value) -> prefixed.put("atelier.trainer." + key, value));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(TrainerConfig.class)
                .withSources(new PropertiesConfigSource(prefixed, "test", 100))
                .build()
                .getConfigMapping(TrainerConfig.class);
    }
}
