package io.atelier.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that the services' deployments keep. */
class WorkloadsTest {

    private static final String VERSION = System.getProperty("atelier.version");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\(([A-Z_]+)\\)");

    /** Pod Security "restricted", and a little more. */
    @ParameterizedTest
    @ValueSource(strings = {"data-service", "trainer-service", "evaluator-service"})
    void shouldHaveNoMoreRightsThanTheyNeed(String service) {
        JsonNode pod = pod(service);
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        JsonNode container = pod.at("/containers/0");
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/capabilities/drop").toString())
                .isEqualTo("[\"ALL\"]");
        assertThat(pod.path("containers")).hasSize(1);
        assertThat(pod.path("volumes"))
                .anySatisfy(volume -> assertThat(volume.path("name").asText()).isEqualTo("tmp"))
                .allSatisfy(volume -> assertThat(volume.path("emptyDir").has("medium"))
                        .as("memory")
                        .isFalse());
    }

    /** Would catch a part that gives back what the base has taken away. */
    @Test
    void shouldKeepTheirRightsInEveryOverlay() {
        assertThat(Manifest.workloads())
                .filteredOn(manifest -> !manifest.isWhole())
                .isNotEmpty()
                .allSatisfy(part -> assertThat(part.json().findValues("securityContext"))
                        .as(part.toString())
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-service", "trainer-service", "evaluator-service"})
    void shouldRunTheImageOfThisVersion(String service) {
        assertThat(VERSION).isNotBlank();
        assertThat(container(service).path("image").asText()).isEqualTo("atelier/" + service + ":" + VERSION);
    }

    @Test
    void shouldLabelAndTagImagesWithThisVersion() throws IOException {
        assertThat(Files.readString(Manifest.ROOT.resolve("Dockerfile")))
                .contains("org.opencontainers.image.version=\"" + VERSION + "\"");
        assertThat(Files.readString(Manifest.ROOT.resolve("docker/bake.hcl")))
                .contains("default = \"" + VERSION + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-service", "trainer-service", "evaluator-service"})
    void shouldBeProbedAndBounded(String service) {
        JsonNode container = container(service);
        assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/q/health/ready");
        JsonNode startup = container.path("startupProbe");
        assertThat(startup.path("periodSeconds").asInt()
                        * startup.path("failureThreshold").asInt())
                .as("longer than the ten minutes that a service waits for a broker")
                .isGreaterThan(600);
        assertThat(environment(service)).contains(startupTimeout(service) + "=10m");
        assertThat(container.at("/resources/requests/cpu").asText()).matches("[1-9][0-9]*");
        assertThat(container.at("/resources/limits/memory").asText())
                .isNotEmpty()
                .isEqualTo(container.at("/resources/requests/memory").asText());
        assertThat(container.at("/resources/limits").has("cpu")).isFalse();
    }

    private static String startupTimeout(String service) {
        return switch (service) {
            case "data-service" -> "ATELIER_DATA_STARTUP_TIMEOUT";
            case "trainer-service" -> "ATELIER_TRAINER_STARTUP_TIMEOUT";
            default -> "ATELIER_EVALUATOR_STARTUP_TIMEOUT";
        };
    }

    /** Applying the files again must not take trainers away, and a new version must end them one after the other. */
    @Test
    void shouldLeaveTheNumberOfTrainersToWhoScales() {
        JsonNode trainer = Manifest.whole("Deployment", "trainer-service");
        assertThat(trainer.path("spec").has("replicas")).isFalse();
        assertThat(trainer.at("/spec/strategy/rollingUpdate/maxSurge").asInt(1)).isZero();
        assertThat(trainer.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt())
                .isOne();
        JsonNode pod = pod("trainer-service");
        assertThat(environment("trainer-service")).contains("ATELIER_TRAINER_SHUTDOWN_TIMEOUT=60s");
        assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThanOrEqualTo(75);
        JsonNode priority =
                Manifest.whole("PriorityClass", pod.path("priorityClassName").asText());
        assertThat(priority.path("value").asInt()).isEqualTo(-10);
        assertThat(priority.path("preemptionPolicy").asText()).isEqualTo("Never");
    }

    /** Two of one name shut each other out, and one that comes back under another leaves its partitions unread for a while. */
    @Test
    void shouldNameEvaluatorsByPodsThatKeepTheirNames() {
        assertThat(Manifest.whole("StatefulSet", "evaluator-service")
                        .at("/spec/replicas")
                        .asInt())
                .isOne();
        assertThat(container("evaluator-service").path("env"))
                .filteredOn(variable -> variable.path("name").asText().equals("ATELIER_EVALUATOR_INSTANCE"))
                .extracting(
                        variable -> variable.at("/valueFrom/fieldRef/fieldPath").asText())
                .containsExactly("metadata.name");
    }

    /** Kubernetes fills in variables that come before; others stay as they are written. A part moves its own to the front. */
    @Test
    void shouldUseVariablesAfterTheyAreSet() {
        List<String> used = new ArrayList<>();
        for (Manifest workload : Manifest.workloads()) {
            Set<String> set = new HashSet<>();
            for (JsonNode variable : workload.json().at("/spec/template/spec/containers/0/env")) {
                List<String> names = REFERENCE
                        .matcher(variable.path("value").asText())
                        .results()
                        .map((MatchResult reference) -> reference.group(1))
                        .toList();
                assertThat(set).as(workload.toString()).containsAll(names);
                used.addAll(names);
                set.add(variable.path("name").asText());
            }
        }
        assertThat(used).contains("JVM_MEMORY", "ATELIER_TRAINER_THREADS");
    }

    private static JsonNode pod(String service) {
        return Manifest.workload(service).at("/spec/template/spec");
    }

    private static JsonNode container(String service) {
        return pod(service).at("/containers/0");
    }

    private static Stream<String> environment(String service) {
        List<String> variables = new ArrayList<>();
        container(service)
                .path("env")
                .forEach(variable -> variables.add(variable.path("name").asText() + "="
                        + variable.path("value").asText()));
        return variables.stream();
    }
}
