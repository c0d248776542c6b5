package io.atelier.local.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A dataset as a command line names it: by one of its names, or by a directory that the caller sees. */
public final class DatasetName {

    private DatasetName() {}

    /**
     * The name as it is, or the directory with its whole path.
     *
     * @param given where it was named, for the message
     * @param names those that may be given
     * @throws IllegalArgumentException if it is neither a name nor a directory that exists
     */
    public static String resolve(String given, String dataset, List<String> names) {
        if (names.contains(dataset)) {
            return dataset;
        }
        Path directory = Path.of(dataset).toAbsolutePath().normalize();
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("%s must be %s or a directory, but %s is no directory"
                    .formatted(given, String.join(", ", names), directory));
        }
        return directory.toString();
    }
}
