package io.atelier.harness.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** Writes all readings to a file of comma-separated values, as they are made. */
final class SampleFile {

    private final Path path;

    SampleFile(Path path) throws IOException {
        this.path = path;
        Files.write(path, List.of("seconds,trials,epochs,of,what,value"));
    }

    void append(Sample sample) throws IOException {
        List<String> lines = sample.readings().stream()
                .map(reading -> String.format(
                        Locale.ROOT,
                        "%.1f,%d,%d,%s,%s,%.0f",
                        sample.seconds(),
                        sample.work().trials(),
                        sample.work().epochs(),
                        reading.subject(),
                        reading.measure().label(),
                        reading.value()))
                .toList();
        Files.write(path, lines, StandardOpenOption.APPEND);
    }
}
