package io.atelier.local.run;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names of runs: {@code [a-z0-9][a-z0-9_-]*}, at most 64 characters. */
final class RunName {

    private static final int MOST_CHARACTERS = 64;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private RunName() {}

    /** For a run whose directory is not given. */
    static String at(LocalDateTime time, String profile) {
        return profile + "-" + TIME.format(time);
    }

    /** The last part of the directory's path, as near as the alphabet of names allows. */
    static String of(Path directory) {
        String name = directory.getFileName() == null
                ? ""
                : directory.getFileName().toString().toLowerCase(Locale.ROOT);
        name = name.replaceAll("[^a-z0-9_-]", "-").replaceAll("^[_-]+", "");
        name = name.substring(0, Math.min(name.length(), MOST_CHARACTERS));
        return name.isEmpty() ? "run" : name;
    }
}
