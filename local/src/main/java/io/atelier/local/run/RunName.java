package io.atelier.local.run;

import io.atelier.contract.Require;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names for runs, as {@link Require#name} wants them. */
final class RunName {

    private static final Pattern GRAMMAR = Pattern.compile(Require.NAME);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private RunName() {}

    /** For a run whose directory is not given. */
    static String at(LocalDateTime time, String label) {
        return of(Path.of(label)) + "-" + TIME.format(time);
    }

    /** The last part of the directory's path, as near as the grammar allows. */
    static String of(Path directory) {
        String last =
                directory.getFileName() == null ? "" : directory.getFileName().toString();
        String name = "";
        for (char character : last.toLowerCase(Locale.ROOT).toCharArray()) {
            if (isName(name + character)) {
                name += character;
            } else if (isName(name + "-")) {
                name += "-";
            }
        }
        return name.isEmpty() ? "run" : name;
    }

    private static boolean isName(String text) {
        return GRAMMAR.matcher(text).matches();
    }
}
