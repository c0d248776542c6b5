package io.atelier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process with this test's classes. */
final class ChildProcess {

    private static final int TIMEOUT_SECONDS = 120;

    private ChildProcess() {}

    static final List<String> ENGINE = List.of("--add-modules", "jdk.incubator.vector");

    /** Runs {@code main} to its end and returns what it printed. */
    static String output(Path log, List<String> options, Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
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
}
