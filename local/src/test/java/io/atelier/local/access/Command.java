package io.atelier.local.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that runs to its end. */
final class Command {

    static final Path HOME = Path.of("").toAbsolutePath().getParent();
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private Command() {}

    /** The certificates, passwords and settings of everybody, made by the script. */
    static Path credentials(Path directory) throws IOException, InterruptedException {
        run(List.of("sh", HOME.resolve("security/credentials").toString(), directory.toString()));
        return directory;
    }

    /** {@code ./atelier access}; returns what it says. */
    static String access(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(JAVA, "-jar", HOME.resolve("local/target/local.jar").toString(), "access"));
        command.addAll(arguments);
        return run(command);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("command-", ".log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.start();
            try {
                assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            } finally {
                process.destroyForcibly();
            }
            String said = Files.readString(output);
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        } finally {
            Files.delete(output);
        }
    }
}
