package io.atelier.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.data.DataServiceConfig;
import io.atelier.evaluator.EvaluatorConfig;
import io.atelier.trainer.TrainerConfig;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the manifests tell the services. */
class SettingsTest {

    /** Of the JVM, of Quarkus and Kafka, and those that others of a container are put together from. */
    private static final Set<String> OTHERS = Set.of(
            "JDK_JAVA_OPTIONS",
            "OMP_NUM_THREADS",
            "QUARKUS_CONFIG_LOCATIONS",
            "KAFKA_BOOTSTRAP_SERVERS",
            "JVM_MEMORY",
            "PROCESSORS");

    private static final Path CLIENT = Manifest.KUBERNETES.resolve("components/strimzi/client.properties");
    private static final String MOUNTED = "/etc/atelier/kafka";

    /** A misspelt variable is not an error to a service: it goes by the default, and nobody notices. */
    @Test
    void shouldBeKnownToTheServices() {
        Set<String> known = Stream.of(DataServiceConfig.class, TrainerConfig.class, EvaluatorConfig.class)
                .flatMap(config ->
                        ConfigMappings.getProperties(ConfigMappings.ConfigClass.configClass(config)).keySet().stream())
                .map(SettingsTest::variable)
                .collect(Collectors.toSet());
        assertThat(known).contains("ATELIER_TRAINER_NAME", "ATELIER_DATA_DEFAULT_RUN_ENABLED");

        assertThat(Manifest.workloads()).hasSizeGreaterThan(5).allSatisfy(workload -> assertThat(
                        workload.json().at("/spec/template/spec/containers/0/env"))
                .extracting(variable -> variable.path("name").asText())
                .as(workload.toString())
                .allMatch(name -> OTHERS.contains(name) || known.contains(name), "known"));
        assertThat(signIn(0).path("path").asText()).contains("/env/");
        assertThat(signIn(0).at("/value/name").asText()).isIn(OTHERS);
    }

    /** What is added to every service: a variable and a mount. */
    private static JsonNode signIn(int operation) {
        return Manifest.in(Manifest.KUBERNETES.resolve("components/strimzi/sign-in.yaml"))
                .get(operation)
                .json();
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** Would catch a password that is taken for an expression of the service's settings, or not looked up at all. */
    @Test
    void shouldSignInWithWhatTheOperatorMountsBesideThem(@TempDir Path secrets) throws Exception {
        String login =
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"u\" password=\"p\";";
        Files.writeString(secrets.resolve("sasl.jaas.config"), login);
        String text = Files.readString(CLIENT);
        assertThat(text).contains(MOUNTED);
        Path moved = Files.writeString(secrets.resolve("client.properties"), text.replace(MOUNTED, secrets.toString()));
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(moved.toUri().toURL()))
                .build();

        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", "kafka:9093");
        for (String name : config.getPropertyNames()) {
            if (name.startsWith("kafka.")) {
                settings.put(name.substring("kafka.".length()), config.getValue(name, String.class));
            }
        }
        AdminClientConfig client = new AdminClientConfig(settings);

        assertThat(client.getPassword(SaslConfigs.SASL_JAAS_CONFIG).value()).isEqualTo(login);
        assertThat(client.getString(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG))
                .isEqualTo(secrets.resolve("ca.crt").toString());
        assertThat(new KafkaClients(settings).securityProtocol()).isEqualTo("SASL_SSL");
    }

    /** The three files meet in one folder, and it is the one that the settings name. */
    @Test
    void shouldFindTheFilesWhereTheyAreMounted() {
        for (String service : Set.of("data-service", "trainer-service", "evaluator-service")) {
            Path file = Manifest.KUBERNETES.resolve("components/strimzi/" + service + ".yaml");
            JsonNode sources = Manifest.in(file).get(0).json().at("/spec/template/spec/volumes/0/projected/sources");
            assertThat(sources.at("/0/configMap/name").asText()).isEqualTo("kafka-client");
            assertThat(sources.at("/1/secret/name").asText()).isEqualTo("kafka-cluster-ca-cert");
            assertThat(sources.at("/2/secret/name").asText()).isEqualTo(service);
        }
        JsonNode mount = signIn(1).path("value");
        assertThat(mount.path("mountPath").asText()).isEqualTo(MOUNTED);
        assertThat(mount.path("readOnly").asBoolean()).isTrue();
    }
}
