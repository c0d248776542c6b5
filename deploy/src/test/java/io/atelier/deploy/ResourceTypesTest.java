package io.atelier.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads every resource into the type that its operator or Kubernetes has for it: a field that is not known is an error. */
class ResourceTypesTest {

    private static final Map<String, Class<?>> TYPES = Map.ofEntries(
            Map.entry("v1 Namespace", Namespace.class),
            Map.entry("v1 Service", Service.class),
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("apps/v1 StatefulSet", StatefulSet.class),
            Map.entry("scheduling.k8s.io/v1 PriorityClass", PriorityClass.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("monitoring.coreos.com/v1 PodMonitor", PodMonitor.class),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
            Map.entry("kafka.strimzi.io/v1 Kafka", Kafka.class),
            Map.entry("kafka.strimzi.io/v1 KafkaNodePool", KafkaNodePool.class),
            Map.entry("kafka.strimzi.io/v1 KafkaUser", KafkaUser.class));

    /** Not on Maven Central: AutoscalingTest knows its keys. */
    private static final String WITHOUT_TYPE = "keda.sh/v1alpha1 ScaledObject";

    /** The types keep what they do not know for whoever writes them back; without that it is refused. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }
            })
            .build();

    static Stream<Manifest> typed() {
        return Manifest.all().stream().filter(manifest -> !type(manifest.json()).equals(WITHOUT_TYPE));
    }

    @ParameterizedTest
    @MethodSource("typed")
    void shouldHaveKnownFieldsOnly(Manifest manifest) {
        assertThat(TYPES).containsKey(type(manifest.json()));
        assertThatCode(() -> read(manifest.json())).as(manifest.toString()).doesNotThrowAnyException();
    }

    /** Would catch types that take anything, with which the test above is none. */
    @Test
    void shouldRefuseAMisspeltFieldHoweverDeep() {
        ObjectNode kafka = Manifest.whole("Kafka", "kafka").deepCopy();
        ((ObjectNode) kafka.at("/spec/kafka/listeners/0/authentication")).put("typ", "tls");
        ObjectNode deployment = Manifest.whole("Deployment", "trainer-service").deepCopy();
        ((ObjectNode) deployment.at("/spec/template/spec/containers/0/livenessProbe")).put("period", 1);

        assertThatThrownBy(() -> read(kafka)).hasMessageContaining("\"typ\"");
        assertThatThrownBy(() -> read(deployment)).hasMessageContaining("\"period\"");
    }

    private static Object read(JsonNode json) throws Exception {
        return STRICT.treeToValue(json, TYPES.get(type(json)));
    }

    private static String type(JsonNode json) {
        return json.path("apiVersion").asText() + " " + json.path("kind").asText();
    }
}
