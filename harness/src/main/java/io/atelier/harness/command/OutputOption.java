package io.atelier.harness.command;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --out} of a command that needs a new directory. */
final class OutputOption {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "A new directory for all files. Default: runs/${COMMAND-NAME}-<time>.")
    Path out;

    /** The absolute path of the directory; it need not exist. */
    Path path() {
        String name = command.name() + "-" + TIME.format(LocalDateTime.now(ZoneId.systemDefault()));
        return (out == null ? Path.of("runs", name) : out).toAbsolutePath().normalize();
    }
}
