package io.atelier.local.console;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The most memory that each process had. */
public final class MemoryTable {

    private MemoryTable() {}

    /** A line per process, of {@code peaks} in bytes. */
    public static List<String> render(Map<String, Long> peaks) {
        return peaks.entrySet().stream()
                .map(peak -> String.format(Locale.ROOT, "  %-20s %6d MiB", peak.getKey(), peak.getValue() >> 20))
                .toList();
    }
}
