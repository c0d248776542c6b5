package io.atelier.dashboard;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs of Prometheus on the path. Where they are missing, tests are skipped, or fail if they are required. */
final class Program {

    private static final boolean REQUIRED =
            System.getProperty("atelier.prometheus").equals("required");

    private Program() {}

    static Path find(String name) {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            String missing = "NOT TESTED: dashboards and alerts, since the program " + name
                    + " is not on the path. Install Prometheus (Debian: apt-get install prometheus)";
            if (REQUIRED) {
                fail(missing);
            }
            System.err.println(missing);
            Assumptions.abort(missing);
        }
        return found.get();
    }

    /** What it wrote; fails if it did not exit with 0. */
    static String run(Path directory, String name, String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Stream.concat(Stream.of(find(name).toString()), Stream.of(arguments))
                        .toList())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            fail(name + " " + String.join(" ", arguments) + " says:\n" + output);
        }
        return output;
    }
}
