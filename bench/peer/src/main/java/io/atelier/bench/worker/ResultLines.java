package io.atelier.bench.worker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A process's result as lines {@code result.<name>=<value>} among whatever else it and its libraries print. */
public final class ResultLines {

    private static final String MARK = "result.";

    private ResultLines() {}

    public static List<String> write(Map<String, ?> result) {
        return result.entrySet().stream()
                .map(entry -> MARK + entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    /** By name, in the order of the lines; empty if there is none. */
    public static Map<String, String> read(List<String> lines) {
        Map<String, String> result = new LinkedHashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (line.startsWith(MARK) && equals > 0) {
                result.put(line.substring(MARK.length(), equals), line.substring(equals + 1));
            }
        }
        return result;
    }
}
