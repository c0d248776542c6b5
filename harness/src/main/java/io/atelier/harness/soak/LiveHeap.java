package io.atelier.harness.soak;

import io.atelier.local.LocalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures the objects of a JVM after a full collection; a file keeps the sums by class. */
final class LiveHeap {

    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)\\s*");

    private final Path directory;

    LiveHeap(Path directory) throws LocalException, IOException {
        if (!Files.isExecutable(JCMD)) {
            throw new LocalException("Expected " + JCMD + ", found none: run soak with a JDK, not a runtime alone");
        }
        this.directory = Files.createDirectories(directory);
    }

    /**
     * Takes a reading.
     *
     * @param time names the file, which replaces an earlier one
     */
    Reading read(String id, long pid, String time) throws IOException, InterruptedException {
        Path file = directory.resolve(id + "-" + time + ".txt");
        Process process = new ProcessBuilder(JCMD.toString(), "-J-Xmx32m", Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .redirectOutput(file.toFile())
                .start();
        int exitCode = process.waitFor();
        List<String> lines = Files.readAllLines(file);
        if (exitCode != 0) {
            throw new IOException("jcmd could not look into " + id + ": " + lines);
        }
        return new Reading(id, Measure.LIVE_HEAP, total(lines));
    }

    /** The last line: {@code Total <objects> <bytes>}. */
    static long total(List<String> histogram) {
        for (String line : histogram) {
            Matcher total = TOTAL.matcher(line);
            if (total.matches()) {
                return Long.parseLong(total.group(1));
            }
        }
        throw new IllegalStateException("Expected a line \"Total\" in " + histogram);
    }
}
