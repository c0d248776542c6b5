package io.atelier.harness.soak;

import io.atelier.local.LocalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Memory, threads and open files of a process, from {@code /proc}. */
final class ProcessFiles {

    private static final Path ROOT = Path.of("/proc");

    private ProcessFiles() {}

    static void require() throws LocalException {
        if (!Files.isReadable(ROOT.resolve("self/status"))) {
            throw new LocalException(
                    "Expected Linux's " + ROOT + ", found none: soak can measure processes only on Linux");
        }
    }

    static List<Reading> read(String id, long pid) throws IOException {
        Path directory = ROOT.resolve(Long.toString(pid));
        List<String> status = Files.readAllLines(directory.resolve("status"));
        try (Stream<Path> open = Files.list(directory.resolve("fd"))) {
            return List.of(
                    new Reading(id, Measure.RESIDENT, 1024.0 * field(status, "VmRSS:")),
                    new Reading(id, Measure.THREADS, field(status, "Threads:")),
                    new Reading(id, Measure.FILES, open.count()));
        }
    }

    static long field(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).replace("kB", "").strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "Expected a line \"" + name + "\" in a process's status, found " + status));
    }
}
