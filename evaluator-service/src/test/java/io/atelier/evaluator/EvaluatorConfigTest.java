package io.atelier.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.experiment.Footprint;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorConfigTest {

    @Test
    void shouldHaveDefaults() {
        EvaluatorConfig config = config(Map.of()).validated();

        assertThat(config.instance()).isEqualTo("1");
        assertThat(config.threads()).isEmpty();
        assertThat(config.scoringThreads())
                .isEqualTo(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
        assertThat(config.startupTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.maxRuns()).isEqualTo(100);
        assertThat(config.view().timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.checkpoints().maxBytes()).isEqualTo(Footprint.MAX_CHECKPOINT_FILE_BYTES);
        assertThat(config.checkpoints().maxPending()).isEqualTo(8);
        assertThat(config.checkpoints().networks()).isEqualTo(2);
        assertThat(config.checkpoints().retryDelay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.checkpoints().modelTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.testSet().kept()).isEqualTo(2);
        assertThat(config.testSet().windowMebibytes()).isEqualTo(8);
        assertThat(config.testSet().requestTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.testSet().timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.testSet().patience()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.testSet().pageTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.metrics().retention()).isEqualTo(Duration.ofDays(1));
        assertThat(config.metrics().runs()).isEqualTo(3);
        assertThat(config.metrics().interval()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shouldTakeEverySetting() {
        Map<String, String> settings = new HashMap<>();
        settings.put("instance", "b");
        settings.put("threads", "3");
        settings.put("startup-timeout", "1s");
        settings.put("max-runs", "2");
        settings.put("view.timeout", "3s");
        settings.put("checkpoints.max-bytes", "4000000");
        settings.put("checkpoints.max-pending", "5");
        settings.put("checkpoints.networks", "6");
        settings.put("checkpoints.retry-delay", "7s");
        settings.put("checkpoints.model-timeout", "8s");
        settings.put("test-set.kept", "9");
        settings.put("test-set.window-mebibytes", "10");
        settings.put("test-set.kept-mebibytes", "0");
        settings.put("test-set.request-timeout", "11s");
        settings.put("test-set.timeout", "12s");
        settings.put("test-set.patience", "14s");
        settings.put("test-set.page-timeout", "13s");
        settings.put("metrics.retention", "13s");
        settings.put("metrics.runs", "14");
        settings.put("metrics.interval", "15s");

        EvaluatorConfig config = config(settings).validated();

        assertThat(config.instance()).isEqualTo("b");
        assertThat(config.scoringThreads()).isEqualTo(3);
        assertThat(config.startupTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.maxRuns()).isEqualTo(2);
        assertThat(config.view().timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.checkpoints().maxBytes()).isEqualTo(4_000_000);
        assertThat(config.checkpoints().maxPending()).isEqualTo(5);
        assertThat(config.checkpoints().networks()).isEqualTo(6);
        assertThat(config.checkpoints().retryDelay()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.checkpoints().modelTimeout()).isEqualTo(Duration.ofSeconds(8));
        assertThat(config.testSet().kept()).isEqualTo(9);
        assertThat(config.testSet().keptMebibytes()).isZero();
        assertThat(config.testSet().windowMebibytes()).isEqualTo(10);
        assertThat(config.testSet().requestTimeout()).isEqualTo(Duration.ofSeconds(11));
        assertThat(config.testSet().timeout()).isEqualTo(Duration.ofSeconds(12));
        assertThat(config.testSet().patience()).isEqualTo(Duration.ofSeconds(14));
        assertThat(config.testSet().pageTimeout()).isEqualTo(Duration.ofSeconds(13));
        assertThat(config.metrics().retention()).isEqualTo(Duration.ofSeconds(13));
        assertThat(config.metrics().runs()).isEqualTo(14);
        assertThat(config.metrics().interval()).isEqualTo(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @CsvSource({
        "threads, 0, 'atelier.evaluator.threads must be between 1 and 1024, but is 0'",
        "max-runs, 0, 'atelier.evaluator.max-runs must be between 1 and 10000, but is 0'",
        "test-set.kept-mebibytes, -1, 'atelier.evaluator.test-set.kept-mebibytes must be between 0 and 65536, but is -1'",
        "test-set.window-mebibytes, 0, 'atelier.evaluator.test-set.window-mebibytes must be between 1 and 1024, but is 0'",
        "checkpoints.max-bytes, 5, 'atelier.evaluator.checkpoints.max-bytes must be between 1048576 and 1073741824, but is 5'",
        "startup-timeout, 0s, 'atelier.evaluator.startup-timeout must be between 1 ms and 3650 days, but is PT0S'",
    })
    void shouldNameTheSettingThatIsOutOfBounds(String key, String value, String message) {
        EvaluatorConfig config = config(Map.of(key, value));

        assertThatThrownBy(config::validated)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static EvaluatorConfig config(Map<String, String> settings) {
        Map<String, String> prefixed = new HashMap<>();
        settings.forEach((key, value) -> prefixed.put("atelier.evaluator." + key, value));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(EvaluatorConfig.class)
                .withSources(new PropertiesConfigSource(prefixed, "test", 500))
                .build()
                .getConfigMapping(EvaluatorConfig.class);
    }
}
