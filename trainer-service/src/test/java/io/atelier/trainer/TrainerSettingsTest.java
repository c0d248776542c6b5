package io.atelier.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.stream.BatchTimeouts;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerSettingsTest {

    @Test
    void shouldHaveDefaults() {
        TrainerSettings settings = settings(Map.of());

        assertThat(settings.name()).matches("trainer-[0-9a-z]+");
        assertThat(settings.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(settings)
                .usingRecursiveComparison()
                .ignoringFields("name", "threads")
                .isEqualTo(new TrainerSettings(
                        "any",
                        1,
                        false,
                        Duration.ofMinutes(1),
                        16,
                        new BatchTimeouts(Duration.ofSeconds(10), Duration.ofMinutes(5)),
                        Duration.ofMinutes(2),
                        8,
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(8)));
    }

    @Test
    void shouldReadEveryKey() {
        assertThat(settings(Map.ofEntries(
                        Map.entry("atelier.trainer.name", "blue"),
                        Map.entry("atelier.trainer.threads", "3"),
                        Map.entry("atelier.trainer.require-vectors", "true"),
                        Map.entry("atelier.trainer.commit-interval", "5s"),
                        Map.entry("atelier.trainer.batch-window", "8"),
                        Map.entry("atelier.trainer.batch-timeout", "1s"),
                        Map.entry("atelier.trainer.batch-patience", "20s"),
                        Map.entry("atelier.trainer.progress-timeout", "30s"),
                        Map.entry("atelier.trainer.attempts", "3"),
                        Map.entry("atelier.trainer.lost-trials-interval", "5s"),
                        Map.entry("atelier.trainer.startup-timeout", "40s"),
                        Map.entry("atelier.trainer.shutdown-timeout", "6s"))))
                .isEqualTo(new TrainerSettings(
                        "blue",
                        3,
                        true,
                        Duration.ofSeconds(5),
                        8,
                        new BatchTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(20)),
                        Duration.ofSeconds(30),
                        3,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(6)));
    }

    @ParameterizedTest
    @CsvSource({
        "name, Blue One, 'must be 1 to 64 characters of a-z, 0-9, _ and -'",
        "threads, 0, must be between 1 and 1024",
        "batch-window, 1, must be between 2 and 256",
        "commit-interval, 0s, must be between 1 ms and 7 days",
        "batch-patience, 8d, must be between 1 ms and 7 days",
    })
    void shouldRefuseWhatIsOutOfBoundsAndNameIt(String key, String value, String reason) {
        assertThatThrownBy(() -> settings(Map.of("atelier.trainer." + key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("atelier.trainer." + key)
                .hasMessageContaining(reason);
    }

    private static TrainerSettings settings(Map<String, String> values) {
        return TrainerSettings.of(new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(TrainerConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()
                .getConfigMapping(TrainerConfig.class));
    }
}
