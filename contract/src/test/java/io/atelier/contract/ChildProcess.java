package io.atelier.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Java process with this test's classes. */
public final class ChildProcess {

    /** What a process needs that computes with networks. */
    public static final List<String> ENGINE = List.of("--add-modules", "jdk.incubator.vector");

    /** The JDK that runs this test. */
    public static final Path JAVA = Path.of(System.getProperty("java.home"));

    private static final int TIMEOUT_SECONDS = 240;

    private ChildProcess() {}

    /** Runs {@code main} to its end by this JDK and returns what it printed. */
    public static String output(Path log, List<String> options, Class<?> main, String... arguments) throws Exception {
        return output(JAVA, log, options, main, arguments);
    }

    /** Runs {@code main} to its end by the JDK in {@code home} and returns what it printed. */
    public static String output(Path home, Path log, List<String> options, Class<?> main, String... arguments)
            throws Exception {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin").resolve("java").toString(), "-Xmx256m"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        Process child = builder.start();
        try {
            assertThat(child.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                    .as("ends in time")
                    .isTrue();
        } finally {
            child.destroyForcibly();
        }
        return Files.readString(log);
    }

    /** The newest JDK among those beside the running one, which may be that one. */
    public static Path newestJava() throws IOException {
        Path home = JAVA.toRealPath();
        try (Stream<Path> siblings = Files.list(home.getParent())) {
            return siblings.filter(
                            path -> Files.isExecutable(path.resolve("bin").resolve("java")))
                    .filter(path -> version(path) > version(home))
                    .max(Comparator.comparingInt(ChildProcess::version))
                    .orElse(home);
        }
    }

    /** As the file {@code release} says it, such as 25; 0 where it says nothing. */
    private static int version(Path home) {
        Properties release = new Properties();
        try (var in = Files.newBufferedReader(home.resolve("release"))) {
            release.load(in);
            return Runtime.Version.parse(release.getProperty("JAVA_VERSION", "").replace("\"", ""))
                    .feature();
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        }
    }
}
