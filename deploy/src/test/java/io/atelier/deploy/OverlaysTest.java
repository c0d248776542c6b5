package io.atelier.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists of files, and what the overlays make of the brokers. */
class OverlaysTest {

    private static final String STRIMZI = "components/strimzi/kafka.yaml";

    /** A file that no list names is never applied. */
    @Test
    void shouldApplyEveryFile() {
        Set<Path> listed = new TreeSet<>();
        List<Path> lists = Manifest.files()
                .filter(file -> file.endsWith("kustomization.yaml"))
                .toList();
        for (Path list : lists) {
            JsonNode json = Manifest.in(list).get(0).json();
            for (String field : List.of("resources", "components")) {
                json.path(field).forEach(entry -> listed.add(entry(list, entry.asText())));
            }
            json.path("patches")
                    .forEach(patch -> listed.add(entry(list, patch.path("path").asText())));
        }
        assertThat(listed).allSatisfy(path -> assertThat(path).exists());
        assertThat(Manifest.files().filter(file -> !file.endsWith("kustomization.yaml")))
                .isNotEmpty()
                .allMatch(listed::contains, "in a list");
    }

    private static Path entry(Path list, String path) {
        return list.resolveSibling(path).normalize();
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "cluster"})
    void shouldHoldPodsToTheRestrictedStandard(String overlay) {
        JsonNode namespace = Manifest.in(Manifest.KUBERNETES.resolve("overlays/" + overlay + "/namespace.yaml"))
                .get(0)
                .json();
        assertThat(namespace
                        .path("metadata")
                        .path("labels")
                        .path("pod-security.kubernetes.io/enforce")
                        .asText())
                .isEqualTo("restricted");
        assertThat(kustomization(overlay).path("namespace"))
                .isEqualTo(namespace.path("metadata").path("name"));
    }

    /** With fewer brokers than replicas of the share coordinator's topic nobody ever gets a trial. */
    @Test
    void shouldHaveAsManyBrokersAsReplicas() {
        JsonNode config =
                Manifest.in(Manifest.KUBERNETES.resolve(STRIMZI)).get(0).json().at("/spec/kafka/config");
        JsonNode pool = Manifest.in(Manifest.KUBERNETES.resolve(STRIMZI)).get(1).json();
        assertReplicas(config, pool, 2);
        Path local = Manifest.KUBERNETES.resolve("overlays/local");
        assertReplicas(
                Manifest.in(local.resolve("one-broker.yaml")).get(0).json().at("/spec/kafka/config"),
                Manifest.in(local.resolve("one-broker-pool.yaml")).get(0).json(),
                1);
    }

    private static void assertReplicas(JsonNode config, JsonNode pool, int inSync) {
        int brokers = pool.at("/spec/replicas").asInt();
        for (String key : List.of(
                "default.replication.factor",
                "offsets.topic.replication.factor",
                "transaction.state.log.replication.factor",
                "share.coordinator.state.topic.replication.factor")) {
            assertThat(config.path(key).asInt()).as(key).isEqualTo(brokers);
        }
        for (String key : List.of(
                "min.insync.replicas", "transaction.state.log.min.isr", "share.coordinator.state.topic.min.isr")) {
            assertThat(config.path(key).asInt()).as(key).isEqualTo(inSync);
        }
        assertThat(pool.at("/spec/storage/volumes/0/deleteClaim").asBoolean(true))
                .isFalse();
    }

    /** Whoever asks for the whole cluster gets monitoring, autoscaling and its policies. */
    @Test
    void shouldHaveEverythingInTheCluster() {
        JsonNode cluster = kustomization("cluster");
        assertThat(cluster.path("components"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder(
                        "../../components/strimzi", "../../components/monitoring", "../../components/keda");
        assertThat(cluster.path("resources"))
                .extracting(JsonNode::asText)
                .contains("../../base", "network-policies.yaml");
        assertThat(Manifest.whole("ScaledObject", "trainers")
                        .at("/spec/triggers/0/metadata/query")
                        .asText())
                .contains("namespace=\"" + cluster.path("namespace").asText() + "\"");
    }

    private static JsonNode kustomization(String overlay) {
        return Manifest.in(Manifest.KUBERNETES.resolve("overlays/" + overlay + "/kustomization.yaml"))
                .get(0)
                .json();
    }
}
