package io.atelier.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The most memory that a process has had resident, as Linux counts it; unknown on other systems. */
public final class PeakMemory {

    private static final String FIELD = "VmHWM:";

    private PeakMemory() {}

    public static OptionalLong bytes(long pid) {
        try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return parse(status);
        } catch (IOException e) {
            return OptionalLong.empty(); // no such file system here, or the process has just ended
        }
    }

    static OptionalLong parse(Stream<String> status) {
        return status.filter(line -> line.startsWith(FIELD))
                .mapToLong(line -> 1024
                        * Long.parseLong(
                                line.substring(FIELD.length()).replace("kB", "").strip()))
                .findFirst();
    }
}
