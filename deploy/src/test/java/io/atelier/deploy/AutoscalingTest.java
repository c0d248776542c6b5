package io.atelier.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How trainers are scaled. KEDA's schema lets all of this through: a trigger's settings are any text to it. */
class AutoscalingTest {

    /** Of KEDA's scaler for Prometheus. */
    private static final List<String> TRIGGER_KEYS =
            List.of("serverAddress", "query", "threshold", "ignoreNullValues", "activationThreshold");

    private static final Pattern METRIC = Pattern.compile("atelier_\\w+");

    private final JsonNode spec = Manifest.whole("ScaledObject", "trainers").path("spec");
    private final JsonNode trigger = spec.at("/triggers/0/metadata");

    /** With KEDA's defaults a busy trainer is ended when the evaluator is away. */
    @Test
    void shouldNeverEndABusyTrainer() {
        assertThat(trigger.path("ignoreNullValues").asText()).isEqualTo("false");
        assertThat(spec.at("/advanced/horizontalPodAutoscalerConfig/behavior/scaleDown/selectPolicy")
                        .asText())
                .isEqualTo("Disabled");
        assertThat(spec.has("fallback")).isFalse();
    }

    @Test
    void shouldHaveATrainerForEachUnfinishedTrialAndNoneForNone() {
        assertThat(spec.path("minReplicaCount").asInt(1)).isZero();
        assertThat(spec.path("maxReplicaCount").asInt()).isGreaterThan(1);
        assertThat(trigger.path("threshold").asText()).isEqualTo("1");
        assertThat(spec.at("/advanced/horizontalPodAutoscalerConfig/behavior/scaleUp/stabilizationWindowSeconds")
                        .asInt(1))
                .isZero();
        assertThat(Manifest.whole("Deployment", spec.at("/scaleTargetRef/name").asText()))
                .isNotNull();
    }

    @Test
    void shouldAskForAMetricThatThereIs() throws Exception {
        assertThat(spec.path("triggers")).hasSize(1);
        assertThat(spec.at("/triggers/0/type").asText()).isEqualTo("prometheus");
        assertThat(trigger.fieldNames()).toIterable().isSubsetOf(TRIGGER_KEYS);
        assertThat(trigger).allMatch(JsonNode::isTextual, "text, as KEDA wants it");
        String page = Files.readString(Manifest.ROOT.resolve("docs/metrics.md"));
        List<String> metrics = METRIC.matcher(trigger.path("query").asText())
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(metrics).hasSize(1).allSatisfy(metric -> assertThat(page)
                .contains("| `" + metric + "` | gauge |  | evaluator |"));
    }
}
