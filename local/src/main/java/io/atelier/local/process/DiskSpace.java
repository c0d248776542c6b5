package io.atelier.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Room on the disk of a place. */
public final class DiskSpace {

    /** With less than this a broker has died of it, or will at once. */
    private static final long NONE = 32L << 20;

    private DiskSpace() {}

    /** What to tell a person if there is no room left; nothing if there is, or nobody knows. */
    public static Optional<String> problem(Path place) {
        return problem(place, NONE);
    }

    /** What to tell a person if there is less than {@code needed} bytes. */
    public static Optional<String> problem(Path place, long needed) {
        try {
            long free = Files.getFileStore(place).getUsableSpace();
            return free >= needed
                    ? Optional.empty()
                    : Optional.of("Expected at least " + (needed >> 20) + " MiB free on the disk of " + place
                            + ", found " + (free >> 20) + ": make room there, or choose another directory with --out");
        } catch (IOException e) {
            return Optional.empty(); // whoever writes there will hear what is wrong
        }
    }
}
