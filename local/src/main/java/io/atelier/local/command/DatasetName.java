package io.atelier.local.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A dataset as a command line names it: by one of its names, or by a directory that the caller sees. */
public final class DatasetName {

    /** Drawn images; a shape and a number of classes may follow, which the data service reads. */
    private static final String DRAWN = "synthetic";

    private DatasetName() {}

    /**
     * The name as it is, or the directory with its whole path.
     *
     * @param given where it was named, for the message
     * @param names those that may be given
     * @throws IllegalArgumentException if it is neither a name nor a directory that exists
     */
    public static String resolve(String given, String dataset, List<String> names) {
        if (names.contains(dataset) || (names.contains(DRAWN) && dataset.startsWith(DRAWN + ":"))) {
            return dataset;
        }
        Path directory = Path.of(dataset).toAbsolutePath().normalize();
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("%s must be %sa directory, but %s is no directory"
                    .formatted(given, names.isEmpty() ? "" : String.join(", ", names) + " or ", directory));
        }
        return directory.toString();
    }
}
