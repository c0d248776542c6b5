package io.atelier.local.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChildEnvironmentTest {

    private static final Path HERE = Path.of("/home/user/here");

    /** Would catch a path that means another folder in another process: drawn images were the consequence. */
    @Test
    void shouldResolvePathsWhereTheyWereWritten() {
        assertThat(ChildEnvironment.of(
                        Map.of(
                                "FASHION_MNIST_DIR", "../images",
                                "XDG_CACHE_HOME", "/var/cache",
                                "ATELIER_DATA_CACHE", "cache",
                                "ATELIER_DATA_PACKS", "packs",
                                "ATELIER_DATA_FOLDERS", "a,/b",
                                "QUARKUS_CONFIG_LOCATIONS", "my.properties,file:///etc/all.properties"),
                        HERE,
                        true))
                .containsOnly(
                        entry("FASHION_MNIST_DIR", "/home/user/images"),
                        entry("XDG_CACHE_HOME", "/var/cache"),
                        entry("ATELIER_DATA_CACHE", "/home/user/here/cache"),
                        entry("ATELIER_DATA_PACKS", "/home/user/here/packs"),
                        entry("ATELIER_DATA_FOLDERS", "/home/user/here/a,/b"),
                        entry("QUARKUS_CONFIG_LOCATIONS", "/home/user/here/my.properties,file:///etc/all.properties"));
    }

    @Test
    void shouldTakeEmptyPathsForUnset() {
        assertThat(ChildEnvironment.of(Map.of("FASHION_MNIST_DIR", "", "XDG_CACHE_HOME", " "), HERE, true))
                .isEmpty();
    }

    @Test
    void shouldKeepSettingsOfTheServicesButNotThoseOfOtherBrokers() {
        assertThat(ChildEnvironment.of(
                        Map.of("ATELIER_TRAINER_COMMIT_INTERVAL", "5s", "KAFKA_SASL_MECHANISM", "PLAIN", "TZ", ""),
                        HERE,
                        true))
                .containsOnly(entry("ATELIER_TRAINER_COMMIT_INTERVAL", "5s"), entry("TZ", ""));
    }

    /** They are how the services get at a broker that is there. */
    @Test
    void shouldKeepSettingsOfTheBrokerThatIsUsed() {
        assertThat(ChildEnvironment.of(Map.of("KAFKA_SASL_MECHANISM", "PLAIN"), HERE, false))
                .containsOnly(entry("KAFKA_SASL_MECHANISM", "PLAIN"));
    }

    /** A JVM that is told two collectors dies. */
    @ParameterizedTest
    @CsvSource({
        "JAVA_TOOL_OPTIONS, -Xmx1g -XX:+UseParallelGC, true",
        "JDK_JAVA_OPTIONS, -XX:+UseG1GC -Xmx1g, true",
        "_JAVA_OPTIONS, -XX:+UseZGC, true",
        "JDK_JAVA_OPTIONS, -XX:-UseG1GC -XX:+UseGCOverheadLimit, false",
        "SOME_OPTIONS, -XX:+UseG1GC, false"
    })
    void shouldSeeThatTheCallerChoseACollector(String name, String options, boolean chosen) {
        assertThat(ChildEnvironment.choosesCollector(Map.of(name, options))).isEqualTo(chosen);
    }
}
