package io.atelier.local.service;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The environment of the processes. It is the caller's, for its variables are settings of the services here as
 * elsewhere, but for two things: paths are made absolute, since the processes run in another folder than the one in which
 * they were written; and variables of Kafka's clients are left out where a broker is started here, since they are about
 * another one.
 */
final class ChildEnvironment {

    private static final String KAFKA = "KAFKA_";
    private static final Set<String> PATHS = Set.of(
            "FASHION_MNIST_DIR",
            "XDG_CACHE_HOME",
            "ATELIER_DATA_FASHION_MNIST_DIR",
            "ATELIER_DATA_CACHE",
            "ATELIER_DATA_PACKS");
    private static final Set<String> LISTS =
            Set.of("ATELIER_DATA_FOLDERS", "QUARKUS_CONFIG_LOCATIONS", "SMALLRYE_CONFIG_LOCATIONS");
    private static final List<String> JVM_OPTIONS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w*GC\\b");
    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    private ChildEnvironment() {}

    /**
     * Derives it.
     *
     * @param caller the caller's
     * @param directory the folder in which the caller called
     * @param ownBroker whether a broker is started here
     */
    static Map<String, String> of(Map<String, String> caller, Path directory, boolean ownBroker) {
        Map<String, String> environment = new TreeMap<>(caller);
        if (ownBroker) {
            environment.keySet().removeIf(name -> name.startsWith(KAFKA));
        }
        // As if they were unset.
        environment
                .entrySet()
                .removeIf(variable ->
                        isPath(variable.getKey()) && variable.getValue().isBlank());
        PATHS.forEach(name -> environment.computeIfPresent(name, (key, path) -> absolute(path, directory)));
        LISTS.forEach(name -> environment.computeIfPresent(name, (key, paths) -> Arrays.stream(paths.split(",", -1))
                .map(path -> absolute(path, directory))
                .collect(Collectors.joining(","))));
        return environment;
    }

    /** Whether it chooses the garbage collector of every JVM: one that is told two of them dies. */
    static boolean choosesCollector(Map<String, String> environment) {
        return JVM_OPTIONS.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .anyMatch(options -> COLLECTOR.matcher(options).find());
    }

    private static boolean isPath(String name) {
        return PATHS.contains(name) || LISTS.contains(name);
    }

    private static String absolute(String path, Path directory) {
        return URL.matcher(path).matches()
                ? path
                : directory.resolve(path.strip()).normalize().toString();
    }
}
